package dev.tongfu.crypto;

import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks a notification as a merchant does, by Standard Webhooks 1.0.
 *
 * <p>One matching signature of the header is enough; versions we hold no key for are passed over.
 */
public final class WebhookVerifier {
    /** More than a header ever needs; bounds the work a stranger can cause. */
    private static final int SIGNATURES_MAX = 8;

    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");

    private final List<WebhookSecret> secrets;
    private final List<Verifier> verifiers;
    private final Clock clock;
    private final long toleranceSeconds;

    public WebhookVerifier(List<WebhookSecret> secrets, List<Verifier> verifiers, Clock clock, long toleranceSeconds) {
        this.secrets = List.copyOf(secrets);
        this.verifiers = List.copyOf(verifiers);
        this.clock = clock;
        this.toleranceSeconds = toleranceSeconds;
    }

    /** The three headers as received, or the three form fields of page mode, and the body's bytes. */
    public WebhookVerdict verify(String webhookId, String timestamp, String signatures, byte[] body) {
        String[] entries = signatures.split(" ", SIGNATURES_MAX + 1);
        if (webhookId.isEmpty() || !TIMESTAMP.matcher(timestamp).matches() || entries.length > SIGNATURES_MAX) {
            return WebhookVerdict.MALFORMED;
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
        if (Math.abs(age) > toleranceSeconds) {
            return WebhookVerdict.OUT_OF_TIME;
        }
        byte[] signed = WebhookScheme.signed(webhookId, timestamp, body);
        for (String entry : entries) {
            if (Entry.parse(entry).filter(found -> matches(found, signed)).isPresent()) {
                return WebhookVerdict.VALID;
            }
        }
        return WebhookVerdict.NO_MATCH;
    }

    private boolean matches(Entry entry, byte[] signed) {
        if (entry.version().equals(WebhookScheme.HMAC)) {
            return secrets.stream().anyMatch(secret -> Digests.same(secret.hmac(signed), entry.signature()));
        }
        return verifiers.stream()
                .filter(verifier -> WebhookScheme.version(verifier.algorithm()).equals(entry.version()))
                .anyMatch(verifier -> verifier.verify(signed, entry.signature()));
    }

    /** One {@code version,base64}. */
    private static final class Entry {
        private final String version;
        private final byte[] signature;

        private Entry(String version, byte[] signature) {
            this.version = version;
            this.signature = signature;
        }

        static Optional<Entry> parse(String text) {
            int comma = text.indexOf(',');
            if (comma < 1) {
                return Optional.empty();
            }
            try {
                byte[] signature = Base64.getDecoder().decode(text.substring(comma + 1));
                return Optional.of(new Entry(text.substring(0, comma), signature));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }

        String version() {
            return version;
        }

        byte[] signature() {
            return signature;
        }
    }
}
