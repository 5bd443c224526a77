package dev.tongfu.notification;

import static dev.tongfu.notification.DeliveryWorld.done;
import static dev.tongfu.notification.DeliveryWorld.finish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyPairs;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.crypto.Verifier;
import dev.tongfu.crypto.WebhookSecret;
import dev.tongfu.crypto.WebhookVerdict;
import dev.tongfu.crypto.WebhookVerifier;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.MerchantConfig;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.merchant.MerchantService;
import dev.tongfu.merchant.TermsService;
import dev.tongfu.merchant.Webhook;
import dev.tongfu.merchant.WebhookScheme;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryWebhooksIT {
    private static final Author AMY = new Author("terminal:amy", "because");
    private static final long TIMESTAMP = 1_795_584_005;
    private static final byte[] BODY = "{\"type\":\"payment.succeeded\"}".getBytes(UTF_8);

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = Clock.systemUTC();
    private final CryptoProviders providers = CryptoProviders.load();
    private final SecretBox box = new SecretBox(new KeyRing("k1", Map.of("k1", new byte[32])));
    private final KeyPair ed25519 = new KeyPairs(providers).ed25519();
    private final KeyPair sm2 = new KeyPairs(providers).sm2();
    private TestDatabase database;
    private MerchantDirectory directory;
    private TermsService terms;
    private DirectoryWebhooks webhooks;

    @BeforeEach
    void begin() {
        database = TestDatabase.create();
        var pool = database.appPool(vertx);
        directory =
                new MerchantDirectory(vertx, clock, pool, new MerchantConfig(20, 2_000, 10_000, 24), box, providers);
        terms = new TermsService(
                pool, clock, box, new Tokens(), Set.of(), (connection, change) -> Future.succeededFuture());
        var keys = Map.of(
                WebhookScheme.V1A, providers.signer(SignatureAlgorithm.ED25519, ed25519.getPrivate()),
                WebhookScheme.V1SM2, providers.signer(SignatureAlgorithm.SM2_SM3, sm2.getPrivate()));
        webhooks = new DirectoryWebhooks(vertx, directory, keys);
        finish(new MerchantService(pool, clock, providers, (connection, change) -> Future.succeededFuture())
                .add(AMY, "m_a", "商户甲"));
        finish(directory.start());
    }

    @AfterEach
    void end() {
        finish(directory.stop());
        finish(vertx.close());
        database.close();
    }

    private WebhookSecret newSecret() {
        finish(terms.newWebhookSecret(AMY, "m_a", Duration.ofHours(1)));
        finish(directory.refreshNow());
        return directory.webhookSecrets("m_a").get(0);
    }

    private void schemes(WebhookScheme... schemes) {
        finish(terms.webhook(AMY, "m_a", new Webhook("https://shop.example/hooks", Set.of(schemes))));
        finish(directory.refreshNow());
    }

    private String sign() {
        return done(webhooks.sign("m_a", "ntf_1", TIMESTAMP, BODY)).orElseThrow();
    }

    private WebhookVerdict verify(String signature, List<WebhookSecret> secrets, List<Verifier> verifiers) {
        var then = Clock.fixed(Instant.ofEpochSecond(TIMESTAMP), ZoneOffset.UTC);
        return new WebhookVerifier(secrets, verifiers, then, 300)
                .verify("ntf_1", Long.toString(TIMESTAMP), signature, BODY);
    }

    @Test
    void everySecretThatCountsSigns() {
        // Given
        var old = newSecret();
        var current = newSecret();

        // When
        String signature = sign();

        // Then
        assertThat(signature.split(" ")).hasSize(2).allMatch(entry -> entry.startsWith("v1,"));
        assertThat(verify(signature, List.of(old), List.of())).isEqualTo(WebhookVerdict.VALID);
        assertThat(verify(signature, List.of(current), List.of())).isEqualTo(WebhookVerdict.VALID);
    }

    @Test
    void theGatewaysKeysSignForThoseWhoAsk() {
        // Given
        var secret = newSecret();
        schemes(WebhookScheme.V1, WebhookScheme.V1A, WebhookScheme.V1SM2);

        // When
        String signature = sign();

        // Then
        var edVerifier = providers.verifier(SignatureAlgorithm.ED25519, ed25519.getPublic());
        var smVerifier = providers.verifier(SignatureAlgorithm.SM2_SM3, sm2.getPublic());
        assertThat(signature).matches("v1,\\S+ v1a,\\S+ v1sm2,\\S+");
        assertThat(verify(signature, List.of(secret), List.of())).isEqualTo(WebhookVerdict.VALID);
        assertThat(verify(signature, List.of(), List.of(edVerifier))).isEqualTo(WebhookVerdict.VALID);
        assertThat(verify(signature, List.of(), List.of(smVerifier))).isEqualTo(WebhookVerdict.VALID);
    }

    @Test
    void withoutSecretAndForStrangersNothingIsSigned() {
        assertThat(done(webhooks.sign("m_a", "ntf_1", TIMESTAMP, BODY))).isEmpty();
        assertThat(done(webhooks.sign("m_none", "ntf_1", TIMESTAMP, BODY))).isEmpty();
    }

    @Test
    void defaultUrlIsTheMerchantsOwn() {
        // Given
        assertThat(webhooks.defaultUrl("m_a")).isEmpty();

        // When
        schemes(WebhookScheme.V1);

        // Then
        assertThat(webhooks.defaultUrl("m_a")).contains("https://shop.example/hooks");
    }
}
