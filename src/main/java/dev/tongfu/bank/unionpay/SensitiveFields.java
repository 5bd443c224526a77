package dev.tongfu.bank.unionpay;

import dev.tongfu.crypto.CertificateCipher;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes what nobody but UnionPay may read, bank-protocols B2.3: single fields and {@code customerInfo}.
 *
 * <p>Whoever uses it sends {@link #encryptCertId} along; the values pass through and are kept nowhere.
 */
final class SensitiveFields {
    private static final Set<String> SECRET = Set.of("phoneNo", "cvn2", "expired");
    private static final String SEPARATORS = ".*[&={}].*";

    private final CertificateCipher cipher;

    SensitiveFields(CertificateCipher cipher) {
        this.cipher = cipher;
    }

    /** The serial number of UnionPay's encryption certificate in decimal. */
    String encryptCertId() {
        return cipher.certificate().serialDecimal();
    }

    /** One field, such as {@code accNo}. */
    String encrypted(String value) {
        return base64(cipher.encrypt(value.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Who the payer is. Mobile number, CVN2 and expiry go encrypted into {@code encryptedInfo}, the others stand
     * beside it; the whole is base64 and goes without a key through many hands.
     */
    String customerInfo(Map<String, String> fields) {
        var open = new LinkedHashMap<String, String>();
        var secret = new LinkedHashMap<String, String>();
        fields.forEach((name, value) -> {
            if (value.matches(SEPARATORS)) {
                throw new IllegalArgumentException(name + " has a character that separates fields");
            }
            (SECRET.contains(name) ? secret : open).put(name, value);
        });
        if (!secret.isEmpty()) {
            open.put("encryptedInfo", encrypted(joined(secret)));
        }
        return base64(('{' + joined(open) + '}').getBytes(StandardCharsets.UTF_8));
    }

    private static String joined(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + '=' + field.getValue())
                .collect(Collectors.joining("&"));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
