package dev.tongfu.cashier;

import dev.tongfu.crypto.KeyedDigest;
import dev.tongfu.payment.PayerLinks;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The payers' addresses. A token names its payment and carries a keyed digest of it and of its one purpose, so it
 * can be neither guessed nor used on another page, and needs no table.
 */
public final class PayerTokens implements PayerLinks {
    private static final int TOKEN_LENGTH_MAX = 300;

    private final KeyedDigest digest;
    private final String payerUrl;
    private final String bankUrl;

    /**
     * @param payerUrl the public address of the payer's pages, such as {@code https://pay.example}
     * @param bankUrl the public address the banks call; may be plain http on port 80
     */
    public PayerTokens(KeyedDigest digest, String payerUrl, String bankUrl) {
        this.digest = digest;
        this.payerUrl = payerUrl;
        this.bankUrl = bankUrl;
    }

    /** What a page is for. */
    enum Purpose {
        CASHIER,
        RESULT
    }

    /** Whose payment a token stands for. */
    record PaymentKey(String merchantId, String paymentId) {}

    @Override
    public String cashier(String merchantId, String paymentId) {
        return payerUrl + "/cashier/" + token(Purpose.CASHIER, new PaymentKey(merchantId, paymentId));
    }

    @Override
    public String result(String merchantId, String paymentId) {
        return payerUrl + "/result/" + token(Purpose.RESULT, new PaymentKey(merchantId, paymentId));
    }

    @Override
    public String bankNotice(String bank) {
        return bankUrl + "/bank/" + bank + "/notify";
    }

    String resultPath(PaymentKey key) {
        return "/result/" + token(Purpose.RESULT, key);
    }

    String cashierPath(PaymentKey key) {
        return "/cashier/" + token(Purpose.CASHIER, key);
    }

    /** Empty for anything we did not make for this purpose. */
    Optional<PaymentKey> read(Purpose purpose, String token) {
        int dot = token.indexOf('.');
        if (dot < 1 || token.length() > TOKEN_LENGTH_MAX) {
            return Optional.empty();
        }
        String name = token.substring(0, dot);
        return decode(name)
                .filter(key -> name(key).equals(name))
                .filter(key -> digest.matches(signed(purpose, key), token.substring(dot + 1)));
    }

    private String token(Purpose purpose, PaymentKey key) {
        return name(key) + "." + digest.token(signed(purpose, key));
    }

    /** The one spelling we use; base64 has others with the same meaning, in the bits its last letter leaves over. */
    private static String name(PaymentKey key) {
        byte[] name = (key.merchantId() + " " + key.paymentId()).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name);
    }

    private static String signed(Purpose purpose, PaymentKey key) {
        return purpose + " " + key.merchantId() + " " + key.paymentId();
    }

    private static Optional<PaymentKey> decode(String name) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(name), StandardCharsets.US_ASCII).split(" ", -1);
            return parts.length == 2 ? Optional.of(new PaymentKey(parts[0], parts[1])) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
