package dev.tongfu;

import dev.tongfu.crypto.PublicKeys;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.crypto.WebhookSecret;
import dev.tongfu.merchant.Author;
import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.ChannelService;
import dev.tongfu.merchant.FeePlan;
import dev.tongfu.merchant.MerchantPolicy;
import dev.tongfu.merchant.MerchantService;
import dev.tongfu.merchant.Outcome;
import dev.tongfu.merchant.PayoutAccount;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.merchant.TermsService;
import dev.tongfu.money.CurrencyCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Takes the demo's merchant and its channel on, once; a later start finds them there. */
final class DemoMerchant {
    static final String ID = "m_demo";
    static final String KEY_ID = "demo-ed25519";

    /** High enough that the machine, not the quota, is what a measurement meets. */
    private static final int REQUESTS_PER_SECOND = 100_000;

    /** 0.60 %. */
    private static final int RATE_PPM = 6_000;

    private static final Channel PAYING =
            new Channel("payout-1", "payout", "622848040256489", Map.of(), true, Channel.Fees.TAKEN);

    private static final Author AUTHOR = new Author("terminal:demo", "demo world");
    private static final Author APPROVER = new Author("terminal:demo-approver", "demo world");

    private final Path keys;
    private final MerchantService merchants;
    private final TermsService terms;
    private final ChannelService channels;
    private final PayoutAccounts accounts;
    private final DemoCostStore costs = new DemoCostStore();
    private final Foundation base;
    private final Pool pool;

    DemoMerchant(Foundation base, Pool pool, Path keys) {
        var recorder = CommandSession.recorder(new dev.tongfu.audit.AuditLog(base.clock()));
        this.base = base;
        this.pool = pool;
        this.accounts = new PayoutAccounts(pool, base.clock(), base.secrets(), recorder);
        this.keys = keys;
        this.merchants = new MerchantService(pool, base.clock(), base.providers(), recorder);
        this.terms = new TermsService(pool, base.clock(), base.secrets(), new Tokens(), Set.of(ID), recorder);
        this.channels = new ChannelService(pool, base.clock(), recorder);
    }

    Future<Void> takeOn() throws IOException {
        var publicKey =
                new PublicKeys(base.providers()).fromPem(Files.readString(keys.resolve("merchant-ed25519.pub.pem")));
        var secret = WebhookSecret.parse(
                Files.readString(keys.resolve("webhook-secret")).strip());
        return merchants
                .list()
                .compose(list ->
                        list.stream().anyMatch(listed -> listed.merchant().id().equals(ID))
                                ? Future.succeededFuture()
                                : done(merchants.add(AUTHOR, ID, "统付演示商店"))
                                        .compose(added -> done(merchants.addKey(AUTHOR, ID, KEY_ID, publicKey)))
                                        .compose(keyed -> done(terms.webhookSecret(AUTHOR, ID, secret, Duration.ZERO)))
                                        .compose(secured -> done(quota()))
                                        .compose(agreed -> terms()))
                .compose(there -> route(List.of(
                        channel("abc-1", "abc", "103880000000001"),
                        channel("unionpay-1", "unionpay", "898000000000001"))))
                .compose(routed -> costs.insert(pool));
    }

    /** Adds what is missing: data of an earlier release may know fewer banks. */
    private Future<Void> route(List<Channel> wanted) {
        return channels.list().compose(there -> {
            var known = there.stream().map(listed -> listed.channel().id()).toList();
            Future<Void> chain = Future.succeededFuture();
            for (var channel : wanted) {
                if (!known.contains(channel.id())) {
                    chain = chain.compose(before -> done(channels.add(AUTHOR, channel, List.of(ID))))
                            .mapEmpty();
                }
            }
            return chain;
        });
    }

    private Future<Outcome<MerchantPolicy>> quota() {
        var detail = new JsonObject().put("requests_per_second", REQUESTS_PER_SECOND);
        return terms.policy(
                AUTHOR,
                ID,
                detail,
                old -> new MerchantPolicy(
                        old.lateMoney(),
                        old.pendingFloor(),
                        MerchantPolicy.SettlementMode.PLATFORM,
                        old.settlementDays(),
                        REQUESTS_PER_SECOND,
                        old.settlement()));
    }

    /** What its payments cost it, and where it is paid: both in force at once, which only a demonstration may do. */
    private Future<Void> terms() {
        Future<?> chain = done(channels.add(AUTHOR, PAYING, List.of()));
        for (var plan : plans()) {
            chain = chain.compose(before -> done(terms.feePlan(AUTHOR, plan)));
        }
        var account = new PayoutAccount("中国农业银行北京分行", "6228480402564890018", "统付演示商店");
        return chain.compose(priced -> done(terms.proposePayoutAccount(AUTHOR, ID, account)))
                .compose(version -> done(accounts.approve(APPROVER, ID, version, Duration.ZERO)))
                .mapEmpty();
    }

    private List<FeePlan> plans() {
        var now = base.clock().instant();
        return Stream.of("abc", "unionpay")
                .flatMap(bank -> Stream.of(
                                FeePlan.Kind.PURCHASE, FeePlan.Kind.CAPTURE, FeePlan.Kind.DEBIT, FeePlan.Kind.KCODE)
                        .map(kind -> new FeePlan(
                                ID,
                                bank,
                                kind,
                                1,
                                CurrencyCode.CNY,
                                0,
                                RATE_PPM,
                                0,
                                null,
                                FeePlan.GivenBack.PRO_RATA,
                                now)))
                .toList();
    }

    private Channel channel(String id, String bank, String merchantNo) {
        var settings = Map.of(
                "merchant_certificate",
                keys.resolve(bank + "-merchant.pfx").toString(),
                "merchant_certificate_password",
                "${file:" + keys.resolve(bank + "-merchant.password") + "}");
        return new Channel(id, bank, merchantNo, settings, true, Channel.Fees.TAKEN);
    }

    private static <T> Future<T> done(Future<Outcome<T>> change) {
        return change.compose(outcome -> outcome.match(Future::succeededFuture, Future::failedFuture));
    }
}
