package dev.tongfu.bank.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.crypto.CertificateCipher;
import dev.tongfu.crypto.PrivateKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveFieldsTest {
    private static final String CARD = "6226090000000048";

    private final UnionPayTestBank bank = new UnionPayTestBank();
    private final UnionPayMessages messages = new UnionPayMessages(UnionPayTestBank.config());
    private final SensitiveFields fields = new SensitiveFields(new CertificateCipher(bank.certificate("test-enc.cer")));

    @Test
    void onlyTheBankReadsAField() throws Exception {
        // When
        String encrypted = fields.encrypted(CARD);

        // Then
        assertThat(decrypted(encrypted, "test-enc-key.pem")).isEqualTo(CARD);
        assertThat(fields.encrypted(CARD)).as("never the same twice").isNotEqualTo(encrypted);
        assertThat(fields.encryptCertId())
                .isEqualTo(bank.certificate("test-enc.cer").serialDecimal());
    }

    @Test
    void customerInfoHidesMobileCvnAndExpiry() throws Exception {
        // Given
        var person = new LinkedHashMap<String, String>();
        person.put("certifTp", "01");
        person.put("certifId", "341126197709218366");
        person.put("customerNm", "全渠道");
        person.put("phoneNo", "13552535506");
        person.put("cvn2", "248");
        person.put("expired", "3011");

        // When
        String info = clear(fields.customerInfo(person));

        // Then
        assertThat(info)
                .startsWith("{certifTp=01&certifId=341126197709218366&customerNm=全渠道&encryptedInfo=")
                .endsWith("}")
                .doesNotContain("13552535506", "248&", "3011");
        String secret = info.substring(info.indexOf("encryptedInfo=") + "encryptedInfo=".length(), info.length() - 1);
        assertThat(decrypted(secret, "test-enc-key.pem")).isEqualTo("phoneNo=13552535506&cvn2=248&expired=3011");
    }

    @Test
    void customerInfoWithoutSecretsHasNothingEncrypted() {
        assertThat(clear(fields.customerInfo(Map.of("smsCode", "111111")))).isEqualTo("{smsCode=111111}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a&b", "a=b", "{a", "a}"})
    void whatSeparatesFieldsIsNoValue(String value) {
        assertThatThrownBy(() -> fields.customerInfo(Map.of("customerNm", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("customerNm has a character that separates fields");
    }

    @Test
    void tooLongAValueIsNotEncrypted() {
        assertThatThrownBy(() -> fields.encrypted("1".repeat(246)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value is longer than 245 bytes");
    }

    @Test
    void aNewKeyIsUsedOnceItsAnswerIsTaken() throws Exception {
        // Given
        var key = key();
        var request = UnionPayMessage.of(key.request(UnionPayTestBank.MERCHANT_NO));

        // When
        var objection = key.take(answer(request, "test-enc-next.cer"), request);

        // Then
        assertThat(objection).isEmpty();
        String encrypted = key.fields().orElseThrow().encrypted(CARD);
        assertThat(decrypted(encrypted, "test-enc-next-key.pem")).isEqualTo(CARD);
        assertThat(key.fields().orElseThrow().encryptCertId())
                .isEqualTo(bank.certificate("test-enc-next.cer").serialDecimal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"test-forged.cer", "test-bank-expired.cer"})
    void aKeyWithoutAValidChainIsNotTaken(String certificate) {
        // Given
        var key = key();
        var request = UnionPayMessage.of(key.request(UnionPayTestBank.MERCHANT_NO));

        // Then
        assertThat(key.take(answer(request, certificate), request))
                .contains("the certificate is missing, or its chain is not valid");
        assertThat(key.fields().orElseThrow().encryptCertId()).isEqualTo(fields.encryptCertId());
    }

    @ParameterizedTest
    @CsvSource({
        "orderId, 1, the answer is to another request",
        "merId, 1, the answer is to another request",
        "txnType, 00, the answer is to another request",
        "certType, 02, the answer is to another request",
        "respCode, 31, response code 31",
        "encryptPubKeyCert, '', 'the certificate is missing, or its chain is not valid'"
    })
    void whatIsNotTheAnswerIsNotTaken(String field, String value, String objection) {
        // Given
        var key = key();
        var request = UnionPayMessage.of(key.request(UnionPayTestBank.MERCHANT_NO));
        var answer = new TreeMap<>(answer(request, "test-enc-next.cer").fields());
        answer.put(field, value);

        // Then
        assertThat(key.take(UnionPayMessage.of(answer), request)).contains(objection);
    }

    @Test
    void aNewKeyIsAskedForByConfigurationOnly() {
        assertThat(key().due()).isFalse();
    }

    private EncryptionKey key() {
        return new EncryptionKey(
                UnionPayTestBank.config(),
                messages,
                bank.trust(UnionPayTestBank.CLOCK),
                bank.certificate("test-enc.cer"),
                UnionPayTestBank.CLOCK);
    }

    private static UnionPayMessage answer(UnionPayMessage request, String certificate) {
        var fields = new TreeMap<>(request.fields());
        fields.put("respCode", "00");
        fields.put("encryptPubKeyCert", UnionPayTestBank.pem(certificate));
        return UnionPayMessage.of(fields);
    }

    private static String clear(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private String decrypted(String base64, String keyFile) throws GeneralSecurityException {
        byte[] pem = UnionPayTestBank.bytes(UnionPayTestBank.RESOURCES.resolve(keyFile));
        var cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(
                Cipher.DECRYPT_MODE, new PrivateKeys(bank.crypto).fromPem(new String(pem, StandardCharsets.US_ASCII)));
        return new String(cipher.doFinal(Base64.getDecoder().decode(base64)), StandardCharsets.UTF_8);
    }
}
