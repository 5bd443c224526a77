package dev.tongfu.merchant;

import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.crypto.WebhookSecret;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes what was agreed with a merchant; every change is on record in its own transaction. */
public final class TermsService {
    private static final int URL_BYTES_MAX = 200;
    private static final Duration NOW_TOLERANCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final SecretBox secrets;
    private final Tokens tokens;
    private final Set<String> loopbackMerchants;
    private final Changes changes;
    private final TermsStore store = new TermsStore();

    /**
     * A service on one database.
     *
     * @param loopbackMerchants those who may be told by plain http on this machine, in demonstrations and tests
     */
    public TermsService(
            Pool pool,
            Clock clock,
            SecretBox secrets,
            Tokens tokens,
            Set<String> loopbackMerchants,
            ChangeRecorder recorder) {
        this.clock = clock;
        this.secrets = secrets;
        this.tokens = tokens;
        this.loopbackMerchants = Set.copyOf(loopbackMerchants);
        this.changes = new Changes(pool, recorder);
    }

    /** The new policy. Refused: no such merchant, or the result breaks a rule. */
    public Future<Outcome<MerchantPolicy>> policy(
            Author author, String merchantId, JsonObject detail, UnaryOperator<MerchantPolicy> edit) {
        var change = new ChangeRecorder.Change(author, "merchant.policy", merchantId, detail);
        return changes.ofMerchant(
                change,
                merchantId,
                connection -> store.policy(connection, merchantId)
                        .map(edit)
                        .compose(policy ->
                                store.setPolicy(connection, merchantId, policy).map(new Outcome.Done<>(policy))));
    }

    /**
     * Makes a new secret, to be shown once; the old one goes on signing beside it for the overlap.
     *
     * <p>Refused: no such merchant.
     */
    public Future<Outcome<WebhookSecret>> newWebhookSecret(Author author, String merchantId, Duration overlap) {
        return webhookSecret(author, merchantId, WebhookSecret.generate(tokens), overlap);
    }

    /** The same with a secret that is there already, as in demonstrations. */
    public Future<Outcome<WebhookSecret>> webhookSecret(
            Author author, String merchantId, WebhookSecret secret, Duration overlap) {
        var now = clock.instant();
        var detail = new JsonObject().put("old_ends", now.plus(overlap).toString());
        var change = new ChangeRecorder.Change(author, "merchant.webhook-secret", merchantId, detail);
        return changes.ofMerchant(
                change,
                merchantId,
                connection -> store.nextSecret(connection, merchantId)
                        .map(version -> sealed(merchantId, version, secret))
                        .compose(row -> store.replaceSecret(connection, row, now, now.plus(overlap)))
                        .map(new Outcome.Done<>(secret)));
    }

    /** Refused: no such merchant, or the address is none we may call. */
    public Future<Outcome<Webhook>> webhook(Author author, String merchantId, Webhook webhook) {
        var detail = new JsonObject()
                .put("url", webhook.url())
                .put(
                        "schemes",
                        webhook.schemes().stream()
                                .map(WebhookScheme::prefix)
                                .sorted()
                                .toList());
        var change = new ChangeRecorder.Change(author, "merchant.webhook-url", merchantId, detail);
        return changes.ofMerchant(change, merchantId, connection -> {
            check(merchantId, webhook.url());
            return store.setWebhook(connection, merchantId, webhook).map(new Outcome.Done<>(webhook));
        });
    }

    /**
     * A new version of a fee plan; the version in the argument is replaced by the next one.
     *
     * <p>A start up to a minute ago means now. Refused: no such merchant, or a start before that: movements that
     * succeeded since then were charged already.
     */
    public Future<Outcome<FeePlan>> feePlan(Author author, FeePlan wanted) {
        var detail = new JsonObject()
                .put("bank", wanted.bank())
                .put("kind", Names.stored(wanted.kind()))
                .put("fixed", wanted.fixed())
                .put("rate_ppm", wanted.ratePpm())
                .put("minimum", wanted.minimum())
                .put("maximum", wanted.maximum())
                .put("given_back", Names.stored(wanted.givenBack()))
                .put("valid_from", wanted.validFrom().toString());
        var change = new ChangeRecorder.Change(author, "merchant.fee-plan", wanted.merchantId(), detail);
        return changes.ofMerchant(change, wanted.merchantId(), connection -> insertPlan(connection, wanted));
    }

    private Future<Outcome<FeePlan>> insertPlan(SqlConnection connection, FeePlan wanted) {
        var now = clock.instant();
        Rules.require(!wanted.validFrom().isBefore(now.minus(NOW_TOLERANCE)), "a fee plan can't start in the past");
        var start = wanted.validFrom().isBefore(now) ? now : wanted.validFrom();
        return store.nextPlan(connection, wanted)
                .map(version -> wanted.as(version, start))
                .compose(plan -> store.insertPlan(connection, plan, now).map(new Outcome.Done<>(plan)));
    }

    /**
     * Proposes where the merchant is to be paid; counts once another operator has approved it.
     *
     * <p>The version is returned. An undecided earlier proposal is withdrawn. Refused: no such merchant.
     */
    public Future<Outcome<Integer>> proposePayoutAccount(Author author, String merchantId, PayoutAccount account) {
        var detail = new JsonObject().put("masked", account.masked());
        var change = new ChangeRecorder.Change(author, "merchant.payout-account", merchantId, detail);
        var now = clock.instant();
        return changes.ofMerchant(
                change,
                merchantId,
                connection -> store.withdrawAccount(connection, merchantId, author.actor(), now)
                        .compose(withdrawn -> store.nextAccount(connection, merchantId))
                        .compose(version -> store.proposeAccount(
                                        connection, proposal(author, merchantId, version, account, now))
                                .map(new Outcome.Done<>(version))));
    }

    private DirectoryRows.Secret sealed(String merchantId, int version, WebhookSecret secret) {
        String sealed = secrets.sealText(secret.reveal(), Sealing.webhookSecret(merchantId, version));
        return new DirectoryRows.Secret(merchantId, version, sealed, null);
    }

    private TermsStore.PayoutProposal proposal(
            Author author, String merchantId, int version, PayoutAccount account, Instant now) {
        String sealed = secrets.sealText(account.toJson(), Sealing.payoutAccount(merchantId, version));
        return new TermsStore.PayoutProposal(merchantId, version, sealed, account.masked(), author.actor(), now);
    }

    /** What can be seen without a name server; where the name leads is checked at each call. */
    private void check(String merchantId, @Nullable String url) {
        if (url == null) {
            return;
        }
        var address = parse(url);
        boolean local = loopbackMerchants.contains(merchantId)
                && "http".equals(address.getScheme())
                && "127.0.0.1".equals(address.getHost());
        Rules.require("https".equals(address.getScheme()) || local, "a webhook's address begins with https://");
        Rules.require(
                address.getHost() != null && address.getUserInfo() == null && address.getFragment() == null,
                "a webhook's address has a host and neither a user nor a fragment");
        Rules.require(
                url.getBytes(StandardCharsets.UTF_8).length <= URL_BYTES_MAX,
                "a webhook's address is at most 200 bytes");
    }

    private static URI parse(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw (Rules.Broken) new Rules.Broken("this is not an address: " + url).initCause(e);
        }
    }
}
