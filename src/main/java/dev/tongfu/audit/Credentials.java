package dev.tongfu.audit;

import dev.tongfu.crypto.Tokens;
import dev.tongfu.crypto.Totp;

/**
 * What an operator proves to be oneself with; shown once, then only its hash and its sealed form are kept.
 *
 * @param token sent as {@code Authorization: Bearer}
 * @param totp the second factor
 */
public record Credentials(String token, Totp totp) {
    private static final int TOTP_BYTES = 20;
    private static final int TOKEN_LENGTH_MIN = 20;

    public Credentials {
        if (token.length() < TOKEN_LENGTH_MIN) {
            throw new IllegalArgumentException("an operator's token is at least " + TOKEN_LENGTH_MIN + " characters");
        }
    }

    public static Credentials generate(Tokens tokens) {
        return new Credentials(tokens.next(), new Totp(tokens.nextBytes(TOTP_BYTES)));
    }

    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
