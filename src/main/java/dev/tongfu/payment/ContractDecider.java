package dev.tongfu.payment;

import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.PayerForward;
import dev.tongfu.db.Ids;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.payment.ContractTable.Edge;
import dev.tongfu.payment.ContractTable.Effect;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what one piece of evidence changes of a contract and of the call it is about. Writes nothing. */
final class ContractDecider {
    private final OperationSchedule schedule;
    private final MerchantUrls urls;
    private final Ids ids;
    private final Clock clock;
    private final int codeTriesMax;
    private final int bankTimeoutMs;

    ContractDecider(PaymentDesk.Parts parts, OperationSchedule schedule, MerchantUrls urls) {
        this.schedule = schedule;
        this.urls = urls;
        this.ids = parts.ids();
        this.clock = parts.clock();
        this.codeTriesMax = parts.steps().codeTriesMax();
        this.bankTimeoutMs = parts.inquiry().bankTimeoutMs();
    }

    /** All that one piece of evidence writes; {@code before} as it was read. */
    record Change(
            Operation operation,
            OperationStatus operationStatus,
            @Nullable Instant nextAt,
            Contract before,
            Contract after,
            List<OutboxMessage> messages,
            @Nullable Alarm alarm) {
        boolean changed() {
            return after.version() != before.version();
        }

        String effect() {
            if (after.status() != before.status()) {
                return "contract_" + after.status().word();
            }
            return alarm == null ? "none" : "alarm";
        }
    }

    Change decide(Contract before, Operation operation, Evidence evidence) {
        var now = clock.instant();
        var kind = ContractEvidence.of(evidence.reply());
        var edge = ContractTable.decide(before.status(), kind, facts(before, operation, evidence, now));
        var status = operationStatus(operation, kind, before.status(), edge.to());
        var after = after(before, edge, kind, evidence.reply(), now);
        var told = edge.has(Effect.NOTIFY) ? after.told() : after;
        return new Change(
                operation,
                status,
                nextAt(before, operation, status, now),
                before,
                told,
                edge.has(Effect.NOTIFY) ? List.of(message(told, now)) : List.of(),
                alarm(edge, before, evidence, now));
    }

    /** Its last day has passed; empty where that changes nothing. */
    Optional<Ending> lastDayPassed(Contract before) {
        var edge = ContractTable.lastDayPassed(before.status());
        if (edge.to() == before.status()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var after = before.to(edge.to(), null, now).told();
        return Optional.of(new Ending(before, after, message(after, now)));
    }

    /** A change that no evidence caused. */
    record Ending(Contract before, Contract after, OutboxMessage message) {}

    private ContractTable.Facts facts(Contract contract, Operation operation, Evidence evidence, Instant now) {
        return new ContractTable.Facts(
                operation.kind() == OperationKind.TERMINATE && !closed(operation.status()),
                operation.status() == OperationStatus.SENT,
                evidence.source() == EvidenceSource.QUERY && !operation.inFlight(now, bankTimeoutMs),
                contract.codeTries() + 1 < codeTriesMax,
                !now.isBefore(contract.signUntil()),
                contract.byPage(),
                schedule.givenUp(operation));
    }

    private static Contract after(Contract before, Edge edge, ContractEvidence kind, BankReply reply, Instant now) {
        boolean moved = edge.to() != before.status();
        if (kind == ContractEvidence.WRONG_CODE && before.status().unsigned()) {
            return before.to(edge.to(), ReplyFacts.failure(reply), now).wrongCode();
        }
        if (!moved) {
            return before;
        }
        if (reply instanceof BankReply.Accepted accepted) {
            return before.awaitingPayer(url(accepted.forward()), now);
        }
        if (reply instanceof BankReply.Signed signed) {
            return before.signed(signed.signNo(), signed.cardLast4(), now);
        }
        return before.to(edge.to(), failure(edge, kind, reply), now);
    }

    private static String url(PayerForward forward) {
        return forward.url();
    }

    private static Payment.@Nullable Failure failure(Edge edge, ContractEvidence kind, BankReply reply) {
        boolean lost = edge.to() == ContractStatus.FAILED && kind == ContractEvidence.NOT_SIGNED;
        return lost
                ? new Payment.Failure(Decider.CARD_DATA_GONE, "the bank's answer was lost, and the card data with it")
                : ReplyFacts.failureOrNotSent(reply);
    }

    private static OperationStatus operationStatus(
            Operation operation, ContractEvidence kind, ContractStatus from, ContractStatus to) {
        var status = operation.status();
        if (closed(status)) {
            return to == ContractStatus.TERMINATED ? OperationStatus.DONE : status;
        }
        boolean ending = operation.kind() == OperationKind.TERMINATE;
        return switch (to) {
            case SIGNED -> ending ? OperationStatus.DECLINED : OperationStatus.DONE;
            case TERMINATED -> OperationStatus.DONE;
            case FAILED, EXPIRED -> OperationStatus.DECLINED;
            case TERMINATING -> ending ? pending(status, kind, from, to) : OperationStatus.DONE;
            case CREATED, AWAITING_PAYER, AWAITING_CODE, UNKNOWN -> pending(status, kind, from, to);
        };
    }

    /** An earlier end that the bank refused says nothing of the one that is under way. */
    private static boolean closed(OperationStatus status) {
        return status == OperationStatus.DONE || status == OperationStatus.DECLINED;
    }

    /** While a call with a code is under way, a code sent once more does not answer it. */
    private static OperationStatus pending(
            OperationStatus status, ContractEvidence kind, ContractStatus from, ContractStatus to) {
        boolean calling = status == OperationStatus.SENT;
        return switch (kind) {
            case ACCEPTED, WRONG_CODE -> OperationStatus.ACCEPTED;
            case CODE_SENT -> calling && from == ContractStatus.AWAITING_CODE ? status : OperationStatus.ACCEPTED;
            case NOT_SENT -> notSent(status, to);
            case UNKNOWN -> calling ? OperationStatus.UNKNOWN : status;
            case NOT_SIGNED ->
                to == ContractStatus.AWAITING_PAYER || to == ContractStatus.AWAITING_CODE
                        ? OperationStatus.ACCEPTED
                        : OperationStatus.UNKNOWN;
            case SIGNED, TERMINATED, DECLINED, OTHER -> status;
        };
    }

    /** The end of a contract is sent again; a code that did not leave us may be given again. */
    private static OperationStatus notSent(OperationStatus status, ContractStatus now) {
        if (status != OperationStatus.SENT) {
            return status;
        }
        return now == ContractStatus.TERMINATING ? OperationStatus.PREPARED : OperationStatus.ACCEPTED;
    }

    /** By the schedule, and once more when the time to sign is over: then "not signed" is the end. */
    private @Nullable Instant nextAt(Contract contract, Operation operation, OperationStatus status, Instant now) {
        var next = schedule.next(operation, status).orElse(null);
        boolean waits = next != null && operation.kind() == OperationKind.SIGN && now.isBefore(contract.signUntil());
        return waits && contract.signUntil().isBefore(next) ? contract.signUntil() : next;
    }

    private OutboxMessage message(Contract contract, Instant now) {
        String type = "contract." + contract.status().word();
        String own = contract.request().notifyUrl();
        return new OutboxMessage(
                ids.next("ntf"),
                contract.merchantId(),
                type,
                contract.id(),
                contract.sequence(),
                own != null ? own : urls.ofMerchant(contract.merchantId()),
                ContractJson.notification(type, contract, now),
                now);
    }

    private @Nullable Alarm alarm(Edge edge, Contract contract, Evidence evidence, Instant now) {
        if (!edge.has(Effect.ALARM)) {
            return null;
        }
        String detail = evidence.reply().kind() + " by " + evidence.source().word() + " for order "
                + evidence.bankOrderNo() + " while " + contract.status().word();
        return new Alarm(ids.next("alm"), now, "contract_mismatch", contract.id(), detail);
    }
}
