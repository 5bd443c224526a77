package dev.tongfu.crypto;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;

/**
 * Signs notifications to merchants by Standard Webhooks 1.0.
 *
 * <p>One {@code v1} for each secret (two while the merchant changes it), then {@code v1a} for an Ed25519 signer and
 * {@code v1sm2}, our documented extension, for an SM2 signer. The id and the body are the same bytes at every attempt,
 * timestamp and signature are made anew.
 */
public final class WebhookSigner {
    private final List<WebhookSecret> secrets;
    private final List<Versioned> signers;

    public WebhookSigner(List<WebhookSecret> secrets, List<Signer> signers) {
        if (secrets.isEmpty() && signers.isEmpty()) {
            throw new UnreadableKeyException("a notification needs a secret or a key to be signed with");
        }
        this.secrets = List.copyOf(secrets);
        this.signers = signers.stream().map(Versioned::of).toList();
    }

    /** The value of {@code webhook-signature}; the timestamp goes out in whole seconds. */
    public String sign(String webhookId, Instant timestamp, byte[] body) {
        byte[] signed = WebhookScheme.signed(webhookId, Long.toString(timestamp.getEpochSecond()), body);
        var header = new StringJoiner(" ");
        for (WebhookSecret secret : secrets) {
            header.add(entry(WebhookScheme.HMAC, secret.hmac(signed)));
        }
        for (Versioned versioned : signers) {
            header.add(entry(versioned.version(), versioned.signer().sign(signed)));
        }
        return header.toString();
    }

    private static String entry(String version, byte[] signature) {
        return version + "," + Base64.getEncoder().encodeToString(signature);
    }

    private record Versioned(String version, Signer signer) {
        static Versioned of(Signer signer) {
            return new Versioned(WebhookScheme.version(signer.algorithm()), signer);
        }
    }
}
