package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRingConfig;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.merchant.WebhookScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookKeyFilesTest {
    private static final byte[] MESSAGE = "ntf_1.1.{}".getBytes(StandardCharsets.UTF_8);
    private final CryptoProviders providers = CryptoProviders.portable();

    @TempDir
    private Path folder;

    @Test
    void anSm2KeyOpensWithThePasswordFromItsFile() throws Exception {
        // Given
        var pair = sm2();
        var key = write("sm2.pem", pem(pair, "口令"));
        var password = write("sm2.password", "口令\n");

        // When
        var signers = new WebhookKeyFiles(providers).signers(config(Map.of("v1sm2", key), Map.of("v1sm2", password)));
        var signer = Objects.requireNonNull(signers.get(WebhookScheme.V1SM2));

        // Then
        assertThat(providers
                        .verifier(SignatureAlgorithm.SM2_SM3, pair.getPublic())
                        .verify(MESSAGE, signer.sign(MESSAGE)))
                .isTrue();
    }

    @Test
    void aWrongPasswordStopsTheStartWithASentenceThatNamesTheFileAndNotThePassword() throws Exception {
        // Given
        var key = write("sm2.pem", pem(sm2(), "right"));
        var password = write("sm2.password", "wr0ng-one");
        var config = config(Map.of("v1sm2", key), Map.of("v1sm2", password));

        // Then
        assertThatThrownBy(() -> new WebhookKeyFiles(providers).signers(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("sm2.pem")
                .hasMessageNotContaining("wr0ng-one");
    }

    @Test
    void aPasswordForAKeyThatIsNotNamedIsRefused() {
        assertThatThrownBy(() -> config(Map.of(), Map.of("v1sm2", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhook_passwords");
    }

    private static KeysConfig config(Map<String, String> keys, Map<String, String> passwords) {
        var ring = new KeyRingConfig("1", Map.of("1", "unused"));
        return new KeysConfig(ring, ring, keys, passwords);
    }

    private static KeyPair sm2() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair, String password) throws Exception {
        var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                .setProvider(new BouncyCastleProvider())
                .setRandom(new SecureRandom())
                .setPassword(password.toCharArray())
                .build();
        byte[] sealed = new JcaPKCS8EncryptedPrivateKeyInfoBuilder(pair.getPrivate())
                .build(encryptor)
                .getEncoded();
        return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(sealed)
                + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
