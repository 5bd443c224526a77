package dev.tongfu.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.crypto.WebhookSecret;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.money.CurrencyCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MerchantDirectoryIT {
    private static final Author AMY = new Author("terminal:amy", "because");
    private static final Map<String, String> SETTINGS = Map.of("pfx_file", "keys/abc.pfx", "pfx_password", "${env:P}");

    private final Vertx vertx = Vertx.vertx();
    private final Clock clock = Clock.systemUTC();
    private final CryptoProviders providers = CryptoProviders.load();
    private final SecretBox box = new SecretBox(new KeyRing("k1", Map.of("k1", new byte[32])));
    private final List<ChangeRecorder.Change> recorded = new ArrayList<>();
    private final MerchantConfig config = new MerchantConfig(20, 2_000, 10_000, 24);
    private TestDatabase database;
    private Pool pool;
    private MerchantDirectory directory;
    private MerchantService merchants;
    private TermsService terms;
    private ChannelService channels;

    @BeforeEach
    void prepare() throws Exception {
        database = TestDatabase.create();
        pool = database.appPool(vertx);
        ChangeRecorder recorder = (connection, change) -> {
            recorded.add(change);
            return Future.succeededFuture();
        };
        directory = new MerchantDirectory(vertx, clock, pool, config, box, providers);
        merchants = new MerchantService(pool, clock, providers, recorder);
        terms = new TermsService(pool, clock, box, new Tokens(), Set.of("m_local"), recorder);
        channels = new ChannelService(pool, clock, recorder);
        run(merchants.add(AMY, "m_a", "商户甲"));
    }

    @AfterEach
    void end() throws Exception {
        run(directory.stop());
        run(pool.close());
        database.close();
        run(vertx.close());
    }

    @Test
    void aMerchantIsFoundWithTheInitialPolicy() throws Exception {
        // When
        run(directory.start());

        // Then
        assertThat(directory.merchant("m_a")).hasValueSatisfying(merchant -> {
            assertThat(merchant.name()).isEqualTo("商户甲");
            assertThat(merchant.policy()).isEqualTo(MerchantPolicy.INITIAL);
            assertThat(merchant.active()).isTrue();
        });
        assertThat(directory.merchant("m_b")).isEmpty();
        assertThat(directory.fresh()).isTrue();
    }

    @Test
    void aRevokedKeyStopsByItselfWithinTheInterval() throws Exception {
        // Given
        run(merchants.addKey(AMY, "m_a", "a-1", publicKey()));
        run(directory.start());
        assertThat(directory.key("a-1"))
                .hasValueSatisfying(key -> assertThat(key.merchantId()).isEqualTo("m_a"));

        // When
        run(merchants.revokeKey(AMY, "a-1"));

        // Then
        run(until(() -> directory.key("a-1").isEmpty(), 100));
        assertThat(refusal(merchants.revokeKey(AMY, "a-1"))).contains("revoked before");
    }

    @Test
    void aRevokedKeyNeverComesBackNotEvenUnderAnotherId() throws Exception {
        // Given
        var key = publicKey();
        run(merchants.addKey(AMY, "m_a", "a-1", key));
        run(merchants.revokeKey(AMY, "a-1"));

        // When, Then
        assertThat(refusal(merchants.addKey(AMY, "m_a", "a-2", key))).contains("registered before");
        assertThat(refusal(merchants.addKey(AMY, "m_a", "a-1", publicKey()))).contains("a-1 is taken");
        assertThat(refusal(merchants.addKey(AMY, "m_none", "a-3", publicKey())))
                .isEqualTo("there is no merchant m_none");
    }

    @Test
    void twoWebhookSecretsSignDuringTheChangeNewestFirst() throws Exception {
        // Given
        var first = done(terms.newWebhookSecret(AMY, "m_a", Duration.ofHours(1)));
        var second = done(terms.newWebhookSecret(AMY, "m_a", Duration.ofHours(1)));
        var third = done(terms.newWebhookSecret(AMY, "m_a", Duration.ZERO));

        // When
        run(directory.start());

        // Then
        assertThat(directory.webhookSecrets("m_a").stream().map(WebhookSecret::reveal))
                .containsExactly(third.reveal(), first.reveal())
                .doesNotContain(second.reveal());
    }

    @Test
    void aPaymentGoesToTheLastChannelRoutedAndADisabledOneIsNoWay() throws Exception {
        // Given
        run(channels.add(AMY, channel("abc-1", "103", true), List.of("m_a")));
        run(channels.add(AMY, channel("abc-2", "104", true), List.of("m_a")));
        run(directory.start());

        // When, Then
        assertThat(directory.route("m_a", "abc").map(Channel::id)).contains("abc-2");
        assertThat(directory.routes("m_a")).hasSize(1);
        assertThat(directory.channelByMerchantNo("abc", "103").map(Channel::settings))
                .contains(SETTINGS);
        run(channels.add(AMY, channel("abc-3", "105", false), List.of("m_a")));
        run(directory.refreshNow());
        assertThat(directory.route("m_a", "abc")).isEmpty();
        assertThat(directory.channel("abc-3")).isPresent();
    }

    @Test
    void aChannelForAMerchantWhoIsNotThereIsNotAddedAtAll() throws Exception {
        assertThat(refusal(channels.add(AMY, channel("abc-1", "103", true), List.of("m_a", "m_none"))))
                .isEqualTo("there is no merchant m_none");
        assertThat(await(channels.list())).isEmpty();
        assertThat(recorded).noneMatch(change -> change.action().equals("channel.add"));
    }

    @Test
    void feePlansTakeOverFromTheirMoment() throws Exception {
        // Given
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        run(terms.feePlan(AMY, plan(6_000, now)));
        run(terms.feePlan(AMY, plan(3_800, now.plusSeconds(3_600))));

        // When
        run(directory.start());

        // Then
        var kind = FeePlan.Kind.PURCHASE;
        assertThat(directory.feePlan("m_a", "abc", kind, now.plusSeconds(60)).map(FeePlan::ratePpm))
                .contains(6_000);
        assertThat(directory.feePlan("m_a", "abc", kind, now.plusSeconds(3_600)))
                .hasValueSatisfying(plan -> assertThat(plan.version()).isEqualTo(2));
        assertThat(refusal(terms.feePlan(AMY, plan(1, now.minusSeconds(120))))).contains("in the past");
    }

    @Test
    void policyAndWebhookChangeAndTheirRulesHold() throws Exception {
        // When
        var policy = done(terms.policy(
                AMY,
                "m_a",
                new JsonObject(),
                old -> new MerchantPolicy(
                        MerchantPolicy.LateMoney.REFUND,
                        -500,
                        old.settlementMode(),
                        2,
                        old.requestsPerSecond(),
                        new MerchantPolicy.Settlement(100, 50_000, 30, true))));
        run(terms.webhook(AMY, "m_a", new Webhook("https://a.example/h", Set.of(WebhookScheme.V1, WebhookScheme.V1A))));
        run(directory.start());

        // Then
        var merchant = directory.merchant("m_a").orElseThrow();
        assertThat(merchant.policy()).isEqualTo(policy);
        assertThat(merchant.webhook().url()).isEqualTo("https://a.example/h");
        assertThat(refusal(terms.webhook(AMY, "m_a", new Webhook("http://127.0.0.1:9/h", Set.of(WebhookScheme.V1)))))
                .contains("https://");
        assertThat(refusal(terms.policy(
                        AMY,
                        "m_a",
                        new JsonObject(),
                        old -> new MerchantPolicy(old.lateMoney(), 1, old.settlementMode(), 2, 1, old.settlement()))))
                .contains("pending_floor");
    }

    @Test
    void aPayoutAccountIsSealedAndWaitsForApproval() throws Exception {
        // Given
        var account = new PayoutAccount("工商银行北京分行", "6222000011112222", "商户甲");

        // When
        run(terms.proposePayoutAccount(AMY, "m_a", account));
        int version = done(terms.proposePayoutAccount(AMY, "m_a", account));

        // Then
        var rows = await(pool.query("select sealed, masked, status from payout_account order by version")
                .execute());
        assertThat(version).isEqualTo(2);
        assertThat(rows).extracting(row -> row.getString("status")).containsExactly("withdrawn", "proposed");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.getString("sealed") + row.getString("masked") + account)
                        .doesNotContain("6222000011112222"));
        var sealed = rows.iterator().next().getString("sealed");
        assertThat(PayoutAccount.fromJson(box.openText(sealed, Sealing.payoutAccount("m_a", 1))))
                .isEqualTo(account);
    }

    @Test
    void whenTheDatabaseIsGoneThePictureStaysAndSoonIsNoLongerFresh() throws Exception {
        // Given
        var later = Clock.fixed(clock.instant().plusSeconds(60), ZoneOffset.UTC);
        var moving = new MovingClock(clock.instant());
        var held = new MerchantDirectory(vertx, moving, pool, config, box, providers);
        run(held.refreshNow());

        // When
        run(pool.close());
        boolean refreshed = held.refreshNow()
                .transform(result -> Future.succeededFuture(result.succeeded()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        // Then
        assertThat(refreshed).isFalse();
        assertThat(held.merchant("m_a")).isPresent();
        assertThat(held.fresh()).isTrue();
        moving.now = later.instant();
        assertThat(held.fresh()).isFalse();
    }

    @Test
    void everyChangeIsRecordedWithItsAuthorAndWithoutSecrets() throws Exception {
        // When
        var secret = done(terms.newWebhookSecret(AMY, "m_a", Duration.ZERO));

        // Then
        assertThat(recorded)
                .extracting(ChangeRecorder.Change::action)
                .containsExactly("merchant.add", "merchant.webhook-secret");
        assertThat(recorded).allMatch(change -> change.author().equals(AMY));
        assertThat(recorded.toString()).doesNotContain(secret.reveal());
    }

    private static Channel channel(String id, String merchantNo, boolean enabled) {
        return new Channel(id, "abc", merchantNo, SETTINGS, enabled, Channel.Fees.TAKEN);
    }

    private static FeePlan plan(int ppm, Instant from) {
        return new FeePlan(
                "m_a",
                "abc",
                FeePlan.Kind.PURCHASE,
                1,
                CurrencyCode.CNY,
                0,
                ppm,
                0,
                null,
                FeePlan.GivenBack.NONE,
                from);
    }

    private static PublicKey publicKey() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    }

    private Future<Void> until(java.util.function.BooleanSupplier condition, int triesLeft) {
        if (condition.getAsBoolean()) {
            return Future.succeededFuture();
        }
        return triesLeft == 0
                ? Future.failedFuture("it did not come to pass")
                : vertx.timer(20).compose(fired -> until(condition, triesLeft - 1));
    }

    private static <T> T done(Future<Outcome<T>> outcome) throws Exception {
        return await(outcome).match(value -> value, sentence -> {
            throw new AssertionError("refused: " + sentence);
        });
    }

    private static <T> String refusal(Future<Outcome<T>> outcome) throws Exception {
        return await(outcome).match(value -> "done", sentence -> sentence);
    }

    private static void run(Future<?> future) throws Exception {
        var unused = await(future);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** A clock that the test sets. */
    private static final class MovingClock extends Clock {
        private volatile Instant now;

        MovingClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
