package dev.tongfu.settlement;

import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.PayoutPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.outbox.OutboxStore;
import dev.tongfu.payment.ApartMoney;
import dev.tongfu.reconciliation.PayoutLines;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door for whatever is learnt of a payout: from its road, from operators, from the account's statement.
 *
 * <p>State, transfers, the batch's state and the notice to the merchant, or the end of a proposal, are one
 * transaction. What is learnt twice changes nothing.
 */
public final class PayoutResults implements PayoutLines {
    private static final Logger LOGGER = LoggerFactory.getLogger(PayoutResults.class);

    private final SettlementBooks books;
    private final MerchantDirectory merchants;
    private final Ids ids;
    private final Clock clock;
    private final PayoutConfig config;
    private final OutboxStore outbox = new OutboxStore();
    private final PayoutStore store = new PayoutStore();
    private final SeenStore statements = new SeenStore();
    private final SettlementStore batches = new SettlementStore();
    private final ProposedPayouts proposed;

    public PayoutResults(
            Pool pool,
            LedgerStore ledger,
            MerchantDirectory merchants,
            ApartMoney apart,
            SettlementConfig settlement,
            PayoutConfig config,
            Ids ids,
            Clock clock) {
        this.books = new SettlementBooks(pool, ledger, clock, settlement.zoneId());
        this.merchants = merchants;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
        this.proposed = new ProposedPayouts(books, apart, config, clock);
    }

    /**
     * Applies what is learnt of the attempt with a reference.
     *
     * @param date the bank's date of it; of a call, today
     * @return false: there is no such attempt, or this does not happen in its status, so nothing changed
     */
    Future<Boolean> apply(String reference, PayoutStatus.Event event, String said, LocalDate date) {
        return store.byReference(books.pool(), reference)
                .compose(found -> found.map(payout -> books.transaction(
                                sample(payout, date), transaction -> apply(transaction, reference, event, said, date)))
                        .orElseGet(() -> Future.succeededFuture(false)));
    }

    /** The same in a transaction whose postings are {@link #sample prepared}. */
    Future<Boolean> apply(
            SqlConnection transaction, String reference, PayoutStatus.Event event, String said, LocalDate date) {
        var learnt = new Learnt(event, said, date);
        return store.lockReference(transaction, reference)
                .compose(found -> found.flatMap(
                                payout -> next(payout, event).map(next -> move(transaction, payout, learnt, next)))
                        .orElseGet(() -> Future.succeededFuture(false)));
    }

    /** What was paid from a shortage does not come back to its source: it is money in that nobody of ours awaits. */
    private static Optional<PayoutStatus> next(Payout payout, PayoutStatus.Event event) {
        return event == PayoutStatus.Event.RETURNED && payout.attempt().beyond()
                ? Optional.empty()
                : payout.attempt().status().after(event);
    }

    /** What is learnt of an attempt. */
    record Learnt(PayoutStatus.Event event, String said, LocalDate date) {}

    private Future<Boolean> move(SqlConnection transaction, Payout payout, Learnt learnt, PayoutStatus next) {
        return proposed.hold(transaction, payout)
                .compose(held -> post(transaction, payout, learnt))
                .compose(covered -> store.move(
                                transaction, payout, next, learnt.said(), askAt(learnt.event()), clock.instant())
                        .compose(moved -> follow(transaction, payout, learnt, covered)))
                .onSuccess(done -> LOGGER.atInfo()
                        .addKeyValue("payoutId", payout.id())
                        .addKeyValue("attempt", payout.attempt().number())
                        .addKeyValue("status", next.word())
                        .log("payout changed"))
                .map(true);
    }

    private @Nullable Instant askAt(PayoutStatus.Event event) {
        return event == PayoutStatus.Event.UNKNOWN ? clock.instant().plusSeconds(config.pauseS(0)) : null;
    }

    /** Rows O2, O3, O5 and O6; false: paid from elsewhere than its source. */
    private Future<Boolean> post(SqlConnection transaction, Payout payout, Learnt learnt) {
        boolean voided = payout.attempt().status() == PayoutStatus.FAILED;
        var date = learnt.date();
        return switch (learnt.event()) {
            case PAID ->
                voided
                        ? late(transaction, payout, date)
                        : books.post(transaction, paid(payout, date)).map(true);
            case FAILED, NOT_SENT ->
                books.post(transaction, failed(payout, date)).map(true);
            case RETURNED -> books.post(transaction, returned(payout, date)).map(true);
            case SUBMITTED, UNKNOWN -> Future.succeededFuture(true);
        };
    }

    private Future<Boolean> late(SqlConnection transaction, Payout payout, LocalDate date) {
        int n = payout.attempt().number();
        return covered(transaction, payout).compose(covered -> {
            if (covered) {
                var fromSource = PayoutPostings.provenPaid(
                        payout.id(), n, payout.source(), payout.channel(), date, payout.amount());
                return books.post(transaction, fromSource).map(true);
            }
            return books.post(
                            transaction,
                            PayoutPostings.provenPaidBeyond(payout.id(), n, payout.channel(), date, payout.amount()))
                    .compose(posted -> store.beyond(transaction, payout))
                    .compose(marked -> statements.twice(transaction, payout, date, clock.instant()))
                    .compose(kept -> alarm(transaction, payout, "payout-twice"))
                    .map(false);
        });
    }

    private Future<Boolean> covered(SqlConnection transaction, Payout payout) {
        return payout.proposalId() != null
                ? proposed.covered(transaction, payout)
                : books.holdFree(transaction, payout.source())
                        .map(free -> free >= payout.amount().minor());
    }

    private Future<Void> alarm(SqlConnection transaction, Payout payout, String kind) {
        return statements.alarm(
                transaction,
                ids.next("alm"),
                kind,
                payout.id(),
                "attempt " + payout.attempt().number() + " " + payout.attempt().reference(),
                clock.instant());
    }

    private Future<Void> follow(SqlConnection transaction, Payout payout, Learnt learnt, boolean covered) {
        if (payout.proposalId() != null) {
            return proposed.follow(transaction, payout, learnt, covered);
        }
        return payout.attempt().newest() ? follow(transaction, payout, learnt.event()) : Future.succeededFuture();
    }

    /** The batch goes with the newest attempt, and its merchant is told. */
    private Future<Void> follow(SqlConnection transaction, Payout payout, PayoutStatus.Event event) {
        var wanted = batchEvent(event);
        String batchId = payout.settlementId();
        if (wanted.isEmpty() || batchId == null) {
            return Future.succeededFuture();
        }
        return batches.lock(transaction, batchId)
                .map(Optional::orElseThrow)
                .compose(batch -> batches.move(
                        transaction, batch, batch.status().after(wanted.get()).orElseThrow(), true, clock.instant()))
                .compose(batch -> store.find(transaction, payout.id())
                        .compose(now -> tell(transaction, batch, now.orElseThrow())));
    }

    private static Optional<SettlementStatus.Event> batchEvent(PayoutStatus.Event event) {
        return switch (event) {
            case PAID -> Optional.of(SettlementStatus.Event.PAYOUT_PAID);
            case FAILED, NOT_SENT -> Optional.of(SettlementStatus.Event.PAYOUT_FAILED);
            case RETURNED -> Optional.of(SettlementStatus.Event.PAYOUT_RETURNED);
            case SUBMITTED, UNKNOWN -> Optional.empty();
        };
    }

    private Future<Void> tell(SqlConnection transaction, Settlement batch, Payout payout) {
        String type = batch.status() == SettlementStatus.PAID ? "settlement.paid" : "settlement.failed";
        var at = clock.instant();
        var message = new OutboxMessage(
                ids.next("ntf"),
                batch.merchantId(),
                type,
                batch.id(),
                batch.sequence(),
                merchants
                        .merchant(batch.merchantId())
                        .map(merchant -> merchant.webhook().url())
                        .orElse(null),
                SettlementJson.notification(type, batch, payout, at),
                at);
        return outbox.insert(transaction, List.of(message));
    }

    /** Everything the results of a payout may post, to be prepared. */
    static List<Transfer> sample(Payout payout, LocalDate date) {
        var all = new ArrayList<>(returned(payout, date));
        all.addAll(PayoutPostings.provenPaidBeyond(
                payout.id(), payout.attempt().number(), payout.channel(), date, payout.amount()));
        return all;
    }

    private static List<Transfer> paid(Payout payout, LocalDate date) {
        return PayoutPostings.paid(
                payout.id(), payout.attempt().number(), payout.source(), payout.channel(), date, payout.amount());
    }

    private static List<Transfer> failed(Payout payout, LocalDate date) {
        return PayoutPostings.failed(
                payout.id(), payout.attempt().number(), payout.source(), payout.channel(), date, payout.amount());
    }

    private static List<Transfer> returned(Payout payout, LocalDate date) {
        return PayoutPostings.returned(
                payout.id(), payout.attempt().number(), payout.source(), payout.channel(), date, payout.amount());
    }

    /** Lines are evidence: an amount that is not ours proves nothing, and a second line of one payout neither. */
    @Override
    public Future<Set<String>> proven(List<Seen> lines) {
        var known = new HashSet<String>();
        Future<Void> chain = Future.succeededFuture();
        var outFirst = new ArrayList<Seen>(lines);
        outFirst.sort(java.util.Comparator.comparing(Seen::returned));
        for (var line : outFirst) {
            chain = chain.compose(done -> proven(line))
                    .map(ours -> ours && known.add(line.lineId()))
                    .mapEmpty();
        }
        return chain.map(done -> Set.copyOf(known));
    }

    private Future<Boolean> proven(Seen line) {
        return store.byReference(books.pool(), line.reference()).compose(found -> {
            if (found.isEmpty() || found.get().amount().minor() != line.amount()) {
                return Future.succeededFuture(false);
            }
            if (line.returned() && found.get().attempt().beyond()) {
                return Future.succeededFuture(false);
            }
            return statements
                    .seen(books.pool(), line.reference(), line.lineId(), line.returned())
                    .compose(first -> first ? learn(line).map(true) : Future.succeededFuture(false));
        });
    }

    private Future<Void> learn(Seen line) {
        String words = "statement line " + line.lineId();
        Future<Boolean> paid = apply(line.reference(), PayoutStatus.Event.PAID, words, line.date());
        return line.returned()
                ? paid.compose(done -> apply(line.reference(), PayoutStatus.Event.RETURNED, words, line.date()))
                        .mapEmpty()
                : paid.mapEmpty();
    }
}
