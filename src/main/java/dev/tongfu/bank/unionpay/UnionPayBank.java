package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankBreaker;
import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankHttp;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.Holds;
import dev.tongfu.bank.OffLoop;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.bank.Refunds;
import dev.tongfu.bank.StatementCall;
import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementRequest;
import dev.tongfu.bank.Statements;
import dev.tongfu.bank.unionpay.UnionPayCalls.Asking;
import dev.tongfu.bank.unionpay.UnionPayCalls.Exchange;
import dev.tongfu.crypto.CertificateChain;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PublicCertificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * 银联 UnionPay ACP: signs, posts, verifies, and says what is certain.
 *
 * <p>An order is a signed form for the payer's browser, so placing one calls nobody; what became of it is told by a
 * notice or a query. Acts are calls, guarded by the breaker; queries and statements never are.
 */
public final class UnionPayBank implements Bank, Refunds, Holds, Statements {
    /** The bank's name in configuration, in URLs and in the API. */
    public static final String NAME = "unionpay";

    private static final Duration EXPIRY_WARNED = Duration.ofDays(30);

    private final UnionPayConfig config;
    private final UnionPayMessages messages;
    private final UnionPayReplies replies;
    private final UnionPayNotification notifications;
    private final UnionPayStatements statements;
    private final EncryptionKey encryption;
    private final UnionPayClient client;
    private final UnionPayCalls calls;
    private final BankHttp http;
    private final BankBreaker breaker;

    /**
     * @param chain the roots and middle certificates named by {@code config.trust}, read by the caller at start
     * @param encryptionCertificate the one named by {@code config.encryption}, null where none is
     */
    public UnionPayBank(
            Vertx vertx,
            UnionPayConfig config,
            CryptoProviders crypto,
            CertificateChain chain,
            @Nullable PublicCertificate encryptionCertificate,
            Clock clock) {
        this.config = config;
        var trust = new UnionPayTrust(crypto, chain, config, clock);
        var work = new OffLoop(vertx, config.limits().signingsMax());
        this.messages = new UnionPayMessages(config);
        this.replies = new UnionPayReplies(config, clock);
        this.notifications = new UnionPayNotification(config, trust, replies);
        this.http = new BankHttp(vertx, config.http());
        this.client = new UnionPayClient(new UnionPayKeys(crypto, work), work, trust);
        this.calls = new UnionPayCalls(client, http);
        this.statements =
                new UnionPayStatements(config, messages, client, new BankHttp(vertx, config.fileHttp()), clock);
        this.encryption = new EncryptionKey(config, messages, trust, encryptionCertificate, clock);
        this.breaker = new BankBreaker(vertx, NAME, config.breaker());
        chain.expiringBefore(clock.instant().plus(EXPIRY_WARNED)).forEach(UnionPayCalls::warn);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BankProfile profile() {
        var offered = EnumSet.of(
                Capability.PURCHASE,
                Capability.PREAUTH,
                Capability.REFUND,
                Capability.SAME_DAY_VOID,
                Capability.STATEMENT);
        return new BankProfile(offered, config.calendar(), 0, 0, config.order().holdDays());
    }

    /** Calls nobody: the payer's browser posts the form. */
    @Override
    public Future<BankCall> order(BankChannel channel, BankOrder order) {
        var asking = new Asking("order", channel, order.bankOrderNo(), BankReply.NotSent::new);
        Optional<String> objection = messages.objection(order);
        return objection.isPresent()
                ? UnionPayCalls.objected(asking, objection.get())
                : calls.form(asking, () -> messages.order(order, channel.merchantNo()), this::forward);
    }

    @Override
    public Future<BankCall> query(BankChannel channel, BankQuery query) {
        var asking = new Asking("query", channel, query.bankOrderNo(), BankReply.Unknown::new);
        var exchange = new Exchange(config.paths().query(), (answer, request) -> replies.query(answer, query, request));
        return calls.make(asking, () -> messages.query(query, channel.merchantNo()), exchange, UnaryOperator.identity())
                .onSuccess(call -> renewWhenDue(channel));
    }

    @Override
    public Future<BankCall> refund(BankChannel channel, BankRefund refund) {
        var asking = new Asking(refund.operation(), channel, refund.bankOrderNo(), BankReply.NotSent::new);
        var type = UnionPayTransaction.of(refund.way());
        return act(asking, type, messages.objection(refund), () -> messages.refund(refund, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> act(BankChannel channel, BankHoldAct act) {
        var asking = new Asking(act.operation(), channel, act.bankOrderNo(), BankReply.NotSent::new);
        var type = UnionPayTransaction.of(act.kind());
        return act(asking, type, messages.objection(act), () -> messages.hold(act, channel.merchantNo()));
    }

    @Override
    public Future<StatementCall> fetch(BankChannel channel, StatementRequest request) {
        return statements.fetch(channel, request);
    }

    @Override
    public StatementFormat format() {
        return new UnionPayStatementFormat(config.statement());
    }

    @Override
    public Future<BankNotice> read(RawNotification notification) {
        Reading reading = notifications.read(notification);
        return Future.succeededFuture(new BankNotice(reading, CardMask.masked(notification.body())));
    }

    /** Asks for the certificate to encrypt for; empty when it is in force, else why it was not taken. */
    public Future<Optional<String>> refreshEncryptionKey(BankChannel channel) {
        return client.sealed(channel, () -> encryption.request(channel.merchantNo()))
                .compose(request ->
                        client.exchange(http, config.paths().back(), request).map(outcome -> taken(outcome, request)));
    }

    /** Empty where no encryption certificate is configured and none was fetched. */
    Optional<SensitiveFields> sensitiveFields() {
        return encryption.fields();
    }

    @Override
    public Future<Void> close() {
        breaker.close();
        return Future.join(http.close(), statements.close()).mapEmpty();
    }

    private Future<BankCall> act(
            Asking asking, UnionPayTransaction type, Optional<String> objection, Supplier<Map<String, String>> fields) {
        if (objection.isPresent()) {
            return UnionPayCalls.objected(asking, objection.get());
        }
        var exchange = new Exchange(config.paths().back(), (answer, request) -> replies.act(answer, type, request));
        return calls.make(asking, fields, exchange, call -> () -> breaker.guard(call));
    }

    private Optional<String> taken(UnionPayClient.Outcome outcome, UnionPayMessage request) {
        return outcome instanceof UnionPayClient.Outcome.Trusted trusted
                ? encryption.take(trusted.answer(), request)
                : Optional.of("no answer that can be believed");
    }

    /** Beside a query, because a query names the channel to ask by and comes often; nobody waits for it. */
    private void renewWhenDue(BankChannel channel) {
        if (encryption.due()) {
            Future<Optional<String>> renewed =
                    refreshEncryptionKey(channel).otherwise(failure -> Optional.of("not signed"));
            renewed.onSuccess(objection -> encryption.log(channel, objection));
        }
    }

    private BankReply forward(UnionPayMessage form) {
        return new BankReply.Accepted(
                new PayerForward(config.frontBaseUrl() + config.paths().front(), form.sent()));
    }
}
