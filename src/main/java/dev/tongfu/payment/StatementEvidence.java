package dev.tongfu.payment;

import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.RawMessage;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reconciliation's way through the one door: what a statement says of our orders and calls is evidence like any other.
 *
 * <p>Lives on the event loop of its desk.
 */
public final class StatementEvidence {
    private final Pool pool;
    private final AttemptStore attempts;
    private final OperationStore operations;
    private final PaymentStore payments;
    private final EvidenceDoor door;
    private final OperationDesk desk;
    private final BankLine line;
    private final Clock clock;
    private final FreezeStore freezes = new FreezeStore();

    StatementEvidence(
            PaymentDesk.Parts parts,
            AttemptStore attempts,
            RefundService.RefundParts own,
            EvidenceDoor door,
            BankLine line) {
        this.pool = parts.pool();
        this.attempts = attempts;
        this.operations = own.operations();
        this.payments = own.payments();
        this.door = door;
        this.desk = own.desk();
        this.line = line;
        this.clock = parts.clock();
    }

    /**
     * A line about an order or a call of ours.
     *
     * @param bankDate the statement's date, which the movement gets
     * @param raw the line's text, sealed; the same line again is the same evidence
     */
    public record Heard(
            String channelId,
            String bankOrderNo,
            Money amount,
            @Nullable String bankRef,
            LocalDate bankDate,
            @Nullable Instant at,
            RawMessage raw) {}

    /** Takes a line as the bank's word that money moved; ends after commit, whatever came of it. */
    public Future<Void> moved(Heard heard) {
        var receipt = new BankReply.Receipt(null, heard.amount(), heard.bankRef(), heard.bankDate(), heard.at());
        var evidence = evidence(
                EvidenceSource.STATEMENT,
                heard.channelId(),
                heard.bankOrderNo(),
                new BankReply.Paid(receipt),
                heard.raw());
        return attempts.byOrderNo(pool, heard.bankOrderNo())
                .compose(found -> found.isEmpty()
                        ? desk.apply(evidence).mapEmpty()
                        : door.apply(evidence).mapEmpty());
    }

    /**
     * Asks the bank after what its statement lacks; the answer is kept as evidence.
     *
     * @return true where it says, signed and for good, that it was not done
     */
    public Future<Boolean> refused(String bankOrderNo, Money amount) {
        return attempts.byOrderNo(pool, bankOrderNo)
                .compose(found -> found.isEmpty()
                        ? refusedCall(bankOrderNo, amount)
                        : payments.byId(
                                        pool,
                                        found.get(0).merchantId(),
                                        found.get(0).paymentId())
                                .compose(payment -> refusedOrder(found.get(0), payment, amount)));
    }

    /** No money of a payment leaves while it is frozen; in the caller's transaction, before balances are touched. */
    public Future<Void> freeze(SqlClient transaction, String merchantId, String paymentId) {
        return freezes.freeze(transaction, merchantId, paymentId, true).mapEmpty();
    }

    private Future<Boolean> refusedOrder(Attempt attempt, Optional<Payment> payment, Money amount) {
        if (payment.isEmpty()) {
            return Future.succeededFuture(false);
        }
        var kind = switch (payment.get().kind()) {
            case PURCHASE, KCODE -> BankQuery.Kind.PURCHASE;
            case PREAUTH -> BankQuery.Kind.PREAUTH;
            case DEBIT -> BankQuery.Kind.DEBIT;
        };
        return line.query(new BankQuery(attempt.channelId(), attempt.bankOrderNo(), kind, attempt.orderedAt(), amount))
                .compose(answer -> door.apply(evidence(
                                EvidenceSource.QUERY,
                                attempt.channelId(),
                                attempt.bankOrderNo(),
                                answer.reply(),
                                answer.raw()))
                        .map(answer.reply() instanceof BankReply.Declined));
    }

    private Future<Boolean> refusedCall(String bankOrderNo, Money amount) {
        return operations.byNumber(pool, bankOrderNo).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(false);
            }
            var call = found.get();
            return line.query(new BankQuery(
                            call.channelId(), bankOrderNo, call.kind().query(), call.orderedAt(), amount))
                    .compose(answer -> desk.apply(evidence(
                                    EvidenceSource.QUERY, call.channelId(), bankOrderNo, answer.reply(), answer.raw()))
                            .map(answer.reply() instanceof BankReply.Declined));
        });
    }

    private Evidence evidence(
            EvidenceSource source, String channelId, String bankOrderNo, BankReply reply, RawMessage raw) {
        return new Evidence(source, channelId, bankOrderNo, reply, true, false, raw, clock.instant());
    }
}
