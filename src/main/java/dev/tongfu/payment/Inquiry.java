package dev.tongfu.payment;

import dev.tongfu.bank.BankQuery;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;

/** Asks a bank what became of an attempt and hands the answer to the one door. */
public final class Inquiry {
    private final Pool pool;
    private final AttemptStore attempts;
    private final EvidenceDoor door;
    private final BankLine line;
    private final InquiryConfig config;
    private final Clock clock;

    Inquiry(Pool pool, AttemptStore attempts, EvidenceDoor door, BankLine line, InquiryConfig config, Clock clock) {
        this.pool = pool;
        this.attempts = attempts;
        this.door = door;
        this.line = line;
        this.config = config;
        this.clock = clock;
    }

    /** Asks now; a bank that does not answer is an {@code Unknown} like any other. */
    Future<ApplyOutcome> ask(Payment payment, Attempt attempt, boolean closing) {
        var kind = switch (payment.kind()) {
            case PURCHASE, KCODE -> BankQuery.Kind.PURCHASE;
            case PREAUTH -> BankQuery.Kind.PREAUTH;
            case DEBIT -> BankQuery.Kind.DEBIT;
        };
        var query =
                new BankQuery(attempt.channelId(), attempt.bankOrderNo(), kind, attempt.orderedAt(), payment.amount());
        return line.query(query)
                .compose(answer -> door.apply(new Evidence(
                        EvidenceSource.QUERY,
                        attempt.channelId(),
                        attempt.bankOrderNo(),
                        answer.reply(),
                        true,
                        closing,
                        answer.raw(),
                        clock.instant())));
    }

    /** Asks after every attempt that may have been paid, one after the other, unless it was asked a moment ago. */
    Future<Void> askAll(Payment payment, boolean closing) {
        return attempts.ofPayment(pool, payment.merchantId(), payment.id())
                .compose(list -> askEach(payment, askable(list), closing));
    }

    private Future<Void> askEach(Payment payment, List<Attempt> list, boolean closing) {
        Future<Void> chain = Future.succeededFuture();
        for (var attempt : list) {
            chain = chain.compose(done -> attempts.claimSync(pool, attempt.bankOrderNo(), config.syncIntervalMs()))
                    .compose(mayAsk -> mayAsk ? ask(payment, attempt, closing).mapEmpty() : Future.succeededFuture());
        }
        return chain;
    }

    private List<Attempt> askable(List<Attempt> list) {
        var now = clock.instant();
        return list.stream()
                .filter(attempt -> !attempt.inFlight(now, config.bankTimeoutMs()))
                .filter(attempt -> attempt.status() != AttemptStatus.PAID && attempt.status() != AttemptStatus.DECLINED)
                .toList();
    }
}
