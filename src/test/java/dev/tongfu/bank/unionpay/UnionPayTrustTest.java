package dev.tongfu.bank.unionpay;

import static dev.tongfu.bank.unionpay.UnionPayTestBank.AMOUNT;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.CLOCK;
import static dev.tongfu.bank.unionpay.UnionPayTestBank.ORDER_NO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnionPayTrustTest {
    private static final Instant IN_2016 = Instant.parse("2016-06-06T02:20:00Z");

    private final UnionPayTestBank bank = new UnionPayTestBank();

    @Test
    void genuineMessagesAreBelievedEitherWayTheyCome() {
        // Given
        var trust = bank.trust(CLOCK);
        var message = bank.signed(fields());

        // Then
        assertThat(trust.objection(message)).isEmpty();
        assertThat(trust.objection(UnionPayTestBank.read(UnionPayTestBank.answer(message))))
                .isEmpty();
        assertThat(UnionPayMessage.form(message.body().toString())
                        .map(trust::objection)
                        .orElseThrow())
                .isEmpty();
    }

    @Test
    void theCertificatesLineEndsAreSigned() {
        // Given
        var message = new TreeMap<>(bank.signed(fields()).fields());

        // When
        message.compute("signPubKeyCert", (name, text) -> text.replace("\r\n", "\n"));

        // Then
        assertThat(bank.trust(CLOCK).objection(UnionPayMessage.of(message))).contains(UnionPayTrust.BAD_SIGNATURE);
    }

    @Test
    void changedUnsignedAndBadlySignedMessagesAreNot() {
        // Given
        var trust = bank.trust(CLOCK);
        var genuine = bank.signed(fields());

        // Then
        assertThat(trust.objection(with(genuine, "txnAmt", "1"))).contains(UnionPayTrust.BAD_SIGNATURE);
        assertThat(trust.objection(with(genuine, "extra", "1"))).contains(UnionPayTrust.BAD_SIGNATURE);
        assertThat(trust.objection(bank.badlySigned(fields()))).contains(UnionPayTrust.BAD_SIGNATURE);
        assertThat(trust.objection(with(genuine, "signature", "%%%"))).contains(UnionPayTrust.BAD_SIGNATURE);
        assertThat(trust.objection(with(genuine, "signature", ""))).contains("unsigned");
        assertThat(trust.objection(with(genuine, "signPubKeyCert", ""))).contains("unsigned");
    }

    @ParameterizedTest
    @CsvSource({"version, 5.0.0", "version, ''", "signMethod, 11", "signMethod, ''", "encoding, GBK"})
    void otherVersionsAndMethodsAreRefusedAlsoWhenSigned(String field, String value) {
        // Given
        var fields = fields();
        fields.put("version", "5.1.0");
        fields.put("encoding", "UTF-8");
        fields.put("signMethod", "01");
        fields.put(field, value);

        // Then
        assertThat(bank.trust(CLOCK).objection(bank.signed(fields)))
                .get()
                .asString()
                .startsWith("another");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test-stranger.cer",
                "test-forged.cer",
                "test-bank-expired.cer",
                "test-bank-sign.cer",
                "test-middle.cer",
                "test-root.cer"
            })
    void otherCertificatesAreRefused(String certificate) {
        assertThat(bank.trust(CLOCK).objection(bank.signed(fields(), certificate)))
                .contains(UnionPayTrust.BAD_CERTIFICATE);
    }

    @Test
    void severalCertificatesAndNoneAreRefused() {
        // Given
        var trust = bank.trust(CLOCK);
        String pem = UnionPayTestBank.pem("test-bank.cer");

        // Then
        assertThat(trust.objection(UnionPayTestBank.signed(fields(), pem + "\r\n" + pem, bank.merchant.signer())))
                .contains(UnionPayTrust.BAD_CERTIFICATE);
        assertThat(trust.objection(
                        UnionPayTestBank.signed(fields(), "-----BEGIN CERTIFICATE-----", bank.merchant.signer())))
                .contains(UnionPayTrust.BAD_CERTIFICATE);
        assertThat(trust.objection(UnionPayTestBank.signed(fields(), "no certificate", bank.merchant.signer())))
                .contains(UnionPayTrust.BAD_CERTIFICATE);
    }

    @Test
    void theTestEnvironmentsNameIsTakenOnlyWhereItIsAllowed() {
        // Given
        var config = UnionPayTestBank.config();
        var lenient = new UnionPayTrust(bank.crypto, bank.chain, unchecked(config), CLOCK);

        // Then
        assertThat(lenient.objection(bank.signed(fields(), "test-bank-sign.cer")))
                .isEmpty();
        assertThat(lenient.objection(bank.signed(fields(), "test-bank.cer"))).isEmpty();
        assertThat(lenient.objection(bank.signed(fields(), "test-stranger.cer")))
                .contains(UnionPayTrust.BAD_CERTIFICATE);
    }

    @Test
    void datesAreThoseOfOurClockAndLookedAtAgainEachTime() {
        // Given
        var clock = new MovingClock(IN_2016);
        var trust = bank.trust(clock);
        var message = bank.signed(fields(), "test-bank-expired.cer");
        assertThat(trust.objection(message)).isEmpty();

        // When
        clock.now = IN_2016.plus(Duration.ofDays(365));

        // Then
        assertThat(trust.objection(message)).contains(UnionPayTrust.BAD_CERTIFICATE);
        assertThat(bank.trust(clock).objection(message)).contains(UnionPayTrust.BAD_CERTIFICATE);
    }

    private static Map<String, String> fields() {
        return UnionPayTestBank.done("01", ORDER_NO, AMOUNT);
    }

    private static UnionPayMessage with(UnionPayMessage message, String field, String value) {
        var changed = new TreeMap<>(message.fields());
        changed.put(field, value);
        return UnionPayMessage.of(changed);
    }

    static UnionPayConfig unchecked(UnionPayConfig config) {
        var trust = config.trust();
        return new UnionPayConfig(
                config.http(),
                config.frontBaseUrl(),
                config.fileBaseUrl(),
                config.paths(),
                new UnionPayConfig.Trust(trust.rootCertificates(), trust.middleCertificates(), false),
                config.order(),
                config.codes(),
                config.encryption(),
                config.limits(),
                config.statement(),
                config.breaker(),
                config.calendar());
    }

    private static final class MovingClock extends Clock {
        private Instant now;

        MovingClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
