package dev.tongfu.bank.abc;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankCode;
import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankHoldAct;
import dev.tongfu.bank.BankIdentityCheck;
import dev.tongfu.bank.BankMandate;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankRefund;
import dev.tongfu.bank.CodePayments;
import dev.tongfu.bank.DebitBatches;
import dev.tongfu.bank.Holds;
import dev.tongfu.bank.IdentityChecks;
import dev.tongfu.bank.Mandates;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.bank.RefundBatches;
import dev.tongfu.bank.Refunds;
import dev.tongfu.bank.StatementCall;
import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementRequest;
import dev.tongfu.bank.Statements;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PinnedCertificates;
import dev.tongfu.crypto.PublicCertificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 农行 ABC TrustPay: everything the bank offers, each topic in a class of its own.
 *
 * <p>All but a void within the clearing day is offered, which the bank does not have.
 */
public final class AbcBank
        implements Bank,
                Refunds,
                Holds,
                CodePayments,
                Mandates,
                RefundBatches,
                DebitBatches,
                IdentityChecks,
                Statements {
    /** The bank's name in configuration, in URLs and in the API. */
    public static final String NAME = "abc";

    private static final Logger LOGGER = LoggerFactory.getLogger(AbcBank.class);
    private static final Duration EXPIRY_WARNED = Duration.ofDays(30);

    private final AbcConfig config;
    private final PinnedCertificates bankCertificates;
    private final AbcExchange exchange;
    private final AbcMessages messages;
    private final AbcReplies replies;
    private final AbcNotification notifications;
    private final AbcRefunds refunds;
    private final AbcHolds holds;
    private final AbcCodePayments codePayments;
    private final AbcMandates mandates;
    private final AbcBatches batches;
    private final AbcIdentity identity;
    private final AbcStatements statements;

    /** @param bankCertificates those named by {@code config.bankCertificates}, read by the caller at start */
    public AbcBank(
            Vertx vertx, AbcConfig config, CryptoProviders crypto, PinnedCertificates bankCertificates, Clock clock) {
        var verdicts = new AbcVerdicts(config, clock);
        this.config = config;
        this.bankCertificates = bankCertificates;
        this.exchange = new AbcExchange(vertx, config, crypto, bankCertificates);
        this.messages = new AbcMessages(config);
        this.replies = new AbcReplies(config, verdicts);
        this.notifications = new AbcNotification(config, clock);
        this.refunds = new AbcRefunds(config, verdicts);
        this.holds = new AbcHolds(config, verdicts);
        this.codePayments = new AbcCodePayments(config, verdicts);
        this.mandates = new AbcMandates(config, verdicts);
        this.batches = new AbcBatches(config, verdicts);
        this.identity = new AbcIdentity(config, verdicts);
        this.statements = new AbcStatements(config);
        bankCertificates.expiringBefore(clock.instant().plus(EXPIRY_WARNED)).forEach(AbcBank::warn);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BankProfile profile() {
        var limits = config.limits();
        return new BankProfile(
                EnumSet.complementOf(EnumSet.of(Capability.SAME_DAY_VOID)),
                config.calendar(),
                limits.refundBatchMax(),
                limits.debitBatchMax(),
                limits.holdDays());
    }

    @Override
    public Future<BankCall> order(BankChannel channel, BankOrder order) {
        return exchange.act(
                channel,
                AbcCall.act(
                        "order",
                        order.bankOrderNo(),
                        messages.objection(order),
                        () -> messages.payRequest(order),
                        answer -> replies.order(answer, order, channel.merchantNo())));
    }

    @Override
    public Future<BankCall> query(BankChannel channel, BankQuery query) {
        return exchange.question(
                channel,
                AbcCall.question(
                        "query",
                        query.bankOrderNo(),
                        () -> messages.query(query),
                        answer -> replies.query(answer, query, channel.merchantNo())));
    }

    @Override
    public StatementFormat format() {
        return new AbcStatementFormat(config.statement());
    }

    @Override
    public Future<BankNotice> read(RawNotification notification) {
        Reading reading = notifications.read(notification, bankCertificates::verify);
        return Future.succeededFuture(new BankNotice(reading, AbcNotification.kept(notification)));
    }

    @Override
    public Future<BankCall> refund(BankChannel channel, BankRefund refund) {
        return exchange.act(channel, refunds.call(refund, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> act(BankChannel channel, BankHoldAct act) {
        return exchange.act(channel, holds.call(act, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> sendCode(BankChannel channel, BankCode.Order order) {
        return exchange.act(channel, codePayments.order(order, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> resendCode(BankChannel channel, BankCode.Resend resend) {
        return exchange.act(channel, codePayments.resend(resend, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> pay(BankChannel channel, BankCode.Pay payment) {
        return exchange.act(channel, codePayments.pay(payment, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> sign(BankChannel channel, BankMandate.Sign sign) {
        return exchange.act(channel, mandates.sign(sign, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> resendCode(BankChannel channel, BankMandate.ResendCode resend) {
        return exchange.act(channel, mandates.resend(resend, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> submitCode(BankChannel channel, BankMandate.SubmitCode submit) {
        return exchange.act(channel, mandates.submit(submit, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> terminate(BankChannel channel, BankMandate.Terminate terminate) {
        return exchange.act(channel, mandates.terminate(terminate, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> queryContract(BankChannel channel, BankMandate.Query query) {
        return exchange.question(channel, mandates.query(query, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> debit(BankChannel channel, BankDebit debit) {
        return exchange.act(channel, mandates.debit(debit, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> send(BankChannel channel, BankBatch.Refunds batch) {
        return exchange.act(channel, batches.send(batch, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> query(BankChannel channel, BankBatch.RefundsQuery query) {
        return exchange.question(channel, batches.query(query, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> send(BankChannel channel, BankBatch.Debits batch) {
        return exchange.act(channel, batches.send(batch, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> query(BankChannel channel, BankBatch.DebitsQuery query) {
        return exchange.question(channel, batches.query(query, channel.merchantNo()));
    }

    @Override
    public Future<BankCall> check(BankChannel channel, BankIdentityCheck check) {
        return exchange.act(channel, identity.call(check, channel.merchantNo()));
    }

    @Override
    public Future<StatementCall> fetch(BankChannel channel, StatementRequest request) {
        return exchange.fetch(channel, statements.call(request, channel.merchantNo()));
    }

    @Override
    public Future<Void> close() {
        return exchange.close();
    }

    /** The bank's own test certificate has expired and still signs, so expiry is told and not enforced. */
    private static void warn(PublicCertificate certificate) {
        LOGGER.atWarn()
                .addKeyValue("bank", NAME)
                .addKeyValue("subject", certificate.subjectCommonName())
                .addKeyValue("until", certificate.notAfter())
                .log("a pinned certificate of the bank has expired or expires soon");
    }
}
