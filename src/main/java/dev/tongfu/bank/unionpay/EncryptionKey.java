package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankChannel;
import dev.tongfu.crypto.CertificateCipher;
import dev.tongfu.crypto.PublicCertificate;
import dev.tongfu.crypto.UnreadableKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The certificate that sensitive fields are encrypted for, and its successor when UnionPay names one (95/00).
 *
 * <p>A new one is taken only from a verified answer, and only when its own chain leads to our roots; who sent a
 * message is no reason to encrypt card data for a stranger.
 */
final class EncryptionKey {
    private static final Logger LOGGER = LoggerFactory.getLogger(EncryptionKey.class);

    private final UnionPayConfig config;
    private final UnionPayMessages messages;
    private final UnionPayTrust trust;
    private final Clock clock;
    private final AtomicReference<@Nullable CertificateCipher> current;
    private final AtomicLong askedAtMs = new AtomicLong();

    /** @param first the configured certificate, null where none is */
    EncryptionKey(
            UnionPayConfig config,
            UnionPayMessages messages,
            UnionPayTrust trust,
            @Nullable PublicCertificate first,
            Clock clock) {
        this.config = config;
        this.messages = messages;
        this.trust = trust;
        this.clock = clock;
        this.current = new AtomicReference<>(first == null ? null : new CertificateCipher(first));
    }

    /** Empty where no certificate is configured and none was fetched. */
    Optional<SensitiveFields> fields() {
        return Optional.ofNullable(current.get()).map(SensitiveFields::new);
    }

    /** 95/00, under a number of its own. */
    Map<String, String> request(String merchantNo) {
        String orderNo = UUID.randomUUID().toString().replace("-", "");
        return messages.encryptionKey(orderNo, merchantNo, clock.instant());
    }

    /** True once per period for whoever asks first; never where no period is configured. */
    boolean due() {
        long everyMs = Duration.ofHours(config.encryption().refreshHours()).toMillis();
        long before = askedAtMs.get();
        long now = clock.millis();
        return everyMs > 0 && now - before >= everyMs && askedAtMs.compareAndSet(before, now);
    }

    /** Says in the log how an attempt to renew went. */
    void log(BankChannel channel, Optional<String> objection) {
        LOGGER.atLevel(objection.isPresent() ? Level.WARN : Level.INFO)
                .addKeyValue("bank", UnionPayBank.NAME)
                .addKeyValue("channelId", channel.id())
                .addKeyValue("refused", objection.orElse(""))
                .log("the bank's encryption certificate was asked for");
    }

    /** Takes the certificate of a verified answer; says why not, or nothing when it is in force. */
    Optional<String> take(UnionPayMessage answer, UnionPayMessage request) {
        boolean ours = answer.says("orderId", request.text("orderId").orElse(""))
                && answer.says("merId", request.text("merId").orElse(""))
                && answer.says("txnType", UnionPayTransaction.ENCRYPTION_KEY.type())
                && answer.agrees("certType", request.text("certType").orElse(""));
        if (!ours) {
            return Optional.of("the answer is to another request");
        }
        if (!answer.says("respCode", UnionPayCodes.SUCCESS)) {
            return Optional.of("response code " + answer.text("respCode").orElse(""));
        }
        Optional<PublicCertificate> named = answer.text("encryptPubKeyCert").flatMap(trust::chained);
        if (named.isEmpty()) {
            return Optional.of("the certificate is missing, or its chain is not valid");
        }
        try {
            use(named.get());
            return Optional.empty();
        } catch (UnreadableKeyException unusable) {
            return Optional.of("the certificate is of another kind");
        }
    }

    private void use(PublicCertificate named) {
        CertificateCipher before = current.get();
        boolean same = before != null && before.certificate().serialDecimal().equals(named.serialDecimal());
        if (!same) {
            current.set(new CertificateCipher(named));
        }
    }
}
