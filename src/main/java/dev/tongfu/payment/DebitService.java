package dev.tongfu.payment;

import dev.tongfu.bank.BankAnswer;
import dev.tongfu.bank.BankDebit;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.db.Ids;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debits under contracts: payments that no payer pays.
 *
 * <p>The payment and its one attempt are stored only while the contract is in force, in one statement, before the bank
 * is called; after an unclear answer the bank is asked, and the call is not made again.
 */
public final class DebitService {
    private static final Logger LOGGER = LoggerFactory.getLogger(DebitService.class);

    private final Pool pool;
    private final FirstAttemptStore store;
    private final ContractStore contracts;
    private final PaymentStore payments;
    private final IntakeRules rules;
    private final EvidenceDoor door;
    private final BankLine line;
    private final Map<String, BankProfile> banks;
    private final Ids ids;
    private final Clock clock;
    private final int bankTimeoutMs;

    DebitService(
            PaymentDesk.Parts parts,
            IntakeRules rules,
            ContractStore contracts,
            PaymentStore payments,
            EvidenceDoor door,
            BankLine line) {
        this.pool = parts.pool();
        this.contracts = contracts;
        this.payments = payments;
        this.rules = rules;
        this.door = door;
        this.line = line;
        this.banks = parts.banks();
        this.ids = parts.ids();
        this.clock = parts.clock();
        this.store = new FirstAttemptStore(parts.observer());
        this.bankTimeoutMs = parts.inquiry().bankTimeoutMs();
    }

    /** A validated request for a debit; its order number is one of the merchant's payments. */
    public record NewDebit(
            String merchantId,
            String contractId,
            String orderNo,
            Money amount,
            String subject,
            @Nullable String notifyUrl,
            @Nullable String metadata) {
        NewPayment payment(String bank) {
            return new NewPayment(
                    merchantId,
                    orderNo,
                    PaymentKind.DEBIT,
                    amount,
                    subject,
                    bank,
                    ResultMode.SERVER,
                    notifyUrl,
                    null,
                    null,
                    metadata);
        }
    }

    /** Stores it and asks the bank; a repeated request is answered with what is there. */
    public Future<DebitOutcome> create(NewDebit request) {
        return contracts
                .byId(pool, request.merchantId(), request.contractId())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new DebitOutcome.NoContract())
                        : payments.byOrderNo(pool, request.merchantId(), request.orderNo())
                                .compose(stored -> stored.isPresent()
                                        ? Future.succeededFuture(compare(request, stored.get()))
                                        : createNew(request, found.get())));
    }

    private static DebitOutcome compare(NewDebit request, Payment stored) {
        if (!request.contractId().equals(stored.contractId())) {
            return new DebitOutcome.Conflict("/order_no");
        }
        return request.payment(String.valueOf(stored.requestedBank()))
                .firstDifference(stored)
                .<DebitOutcome>map(DebitOutcome.Conflict::new)
                .orElseGet(() -> new DebitOutcome.Replayed(stored));
    }

    private Future<DebitOutcome> createNew(NewDebit request, Contract contract) {
        if (!rules.active(request.merchantId())) {
            return Future.succeededFuture(new DebitOutcome.MerchantDisabled());
        }
        String bank = contract.request().bank();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var today = Objects.requireNonNull(banks.get(bank), "a bank").calendar().dateOf(now);
        if (!contract.inForce(today)) {
            return Future.succeededFuture(new DebitOutcome.NotSigned());
        }
        var payment = rules.payment(request.payment(bank), PaymentStatus.SUBMITTED, null, contract.id());
        var attempt = attempt(payment, contract);
        return store.debit(pool, payment, attempt, now.plusMillis(bankTimeoutMs), today)
                .compose(stored -> switch (stored) {
                    case DONE -> debit(payment, attempt, contract);
                    case NOT_SIGNED -> Future.succeededFuture(new DebitOutcome.NotSigned());
                    case NUMBER_TAKEN ->
                        payments.byOrderNo(pool, request.merchantId(), request.orderNo())
                                .map(found -> compare(request, found.orElseThrow()));
                });
    }

    private Future<DebitOutcome> debit(Payment payment, Attempt attempt, Contract contract) {
        var call = new BankDebit(
                attempt.channelId(),
                attempt.bankOrderNo(),
                Objects.requireNonNull(contract.signNo(), "the bank's number of a signed contract"),
                contract.signOrderNo(),
                payment.amount(),
                payment.subject(),
                attempt.orderedAt());
        return line.act(call)
                .compose(answer -> apply(attempt, answer))
                .compose(done -> payments.byId(pool, payment.merchantId(), payment.id()))
                .map(Optional::orElseThrow)
                .map(DebitOutcome.Created::new);
    }

    /** What is not applied is asked after; it must not look as if nothing had been recorded. */
    private Future<Void> apply(Attempt attempt, BankAnswer answer) {
        var evidence = new Evidence(
                EvidenceSource.ANSWER,
                attempt.channelId(),
                attempt.bankOrderNo(),
                answer.reply(),
                true,
                false,
                answer.raw(),
                clock.instant());
        return door.apply(evidence).<Void>mapEmpty().recover(cause -> {
            LOGGER.atWarn().setCause(cause).log("the answer to a debit was not applied; the bank is asked after it");
            return Future.succeededFuture();
        });
    }

    private Attempt attempt(Payment payment, Contract contract) {
        return new Attempt(
                ids.next(),
                payment.merchantId(),
                payment.id(),
                1,
                contract.channelId(),
                contract.request().bank(),
                AttemptStatus.SENT,
                payment.createdAt().truncatedTo(ChronoUnit.SECONDS),
                payment.expiresAt(),
                null,
                null,
                0,
                null);
    }
}
