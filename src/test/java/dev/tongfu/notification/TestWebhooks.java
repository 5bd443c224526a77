package dev.tongfu.notification;

import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Every merchant has one secret, but {@code m_unsigned} has none. */
final class TestWebhooks implements MerchantWebhooks {
    private static final byte[] KEY = Base64.getDecoder().decode("JRCZTucKqBtPSc30A+S+GQwxMAPkEVri");

    final Map<String, String> defaultUrls = new ConcurrentHashMap<>();

    @Override
    public Future<Optional<String>> sign(String merchantId, String webhookId, long timestamp, byte[] body) {
        return Future.succeededFuture(
                merchantId.equals("m_unsigned") ? Optional.empty() : Optional.of(v1(webhookId, timestamp, body)));
    }

    static String v1(String webhookId, long timestamp, byte[] body) {
        try {
            var signed = new ByteArrayOutputStream();
            signed.writeBytes((webhookId + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            signed.writeBytes(body);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException unavailable) {
            throw new IllegalStateException(unavailable);
        }
    }

    @Override
    public Optional<String> defaultUrl(String merchantId) {
        return Optional.ofNullable(defaultUrls.get(merchantId));
    }
}
