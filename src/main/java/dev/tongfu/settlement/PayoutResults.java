package dev.tongfu.settlement;

import static dev.tongfu.ledger.AccountCode.MERCHANT_AVAILABLE;

import dev.tongfu.db.Ids;
import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.PayoutPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.outbox.OutboxMessage;
import dev.tongfu.outbox.OutboxStore;
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
 * <p>State, transfers, the batch's state and the notice to the merchant are one transaction. What is learnt twice
 * changes nothing.
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

    public PayoutResults(
            Pool pool,
            LedgerStore ledger,
            MerchantDirectory merchants,
            SettlementConfig settlement,
            PayoutConfig config,
            Ids ids,
            Clock clock) {
        this.books = new SettlementBooks(pool, ledger, clock, settlement.zoneId());
        this.merchants = merchants;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
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
        return store.lockReference(transaction, reference)
                .compose(found -> found.flatMap(payout -> payout.attempt()
                                .status()
                                .after(event)
                                .map(next -> move(transaction, payout, event, next, said, date)))
                        .orElseGet(() -> Future.succeededFuture(false)));
    }

    private Future<Boolean> move(
            SqlConnection transaction,
            Payout payout,
            PayoutStatus.Event event,
            PayoutStatus next,
            String said,
            LocalDate date) {
        return post(transaction, payout, event, date)
                .compose(posted -> store.move(transaction, payout, next, said, askAt(event), clock.instant()))
                .compose(moved ->
                        payout.attempt().newest() ? follow(transaction, payout, event) : Future.succeededFuture())
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

    /** Rows O2, O3, O5 and O6. */
    private Future<Void> post(SqlConnection transaction, Payout payout, PayoutStatus.Event event, LocalDate date) {
        boolean voided = payout.attempt().status() == PayoutStatus.FAILED;
        return switch (event) {
            case PAID -> voided ? late(transaction, payout, date) : books.post(transaction, paid(payout, date));
            case FAILED -> books.post(transaction, failed(payout, date));
            case RETURNED -> books.post(transaction, returned(payout, date));
            case SUBMITTED, UNKNOWN -> Future.succeededFuture();
        };
    }

    private Future<Void> late(SqlConnection transaction, Payout payout, LocalDate date) {
        var source = source(payout);
        int n = payout.attempt().number();
        return books.holdFree(transaction, source).compose(free -> {
            if (free >= payout.amount().minor()) {
                return books.post(
                        transaction,
                        PayoutPostings.provenPaid(payout.id(), n, source, payout.channel(), date, payout.amount()));
            }
            return books.post(
                            transaction,
                            PayoutPostings.provenPaidBeyond(payout.id(), n, payout.channel(), date, payout.amount()))
                    .compose(posted -> statements.twice(transaction, payout, date, clock.instant()))
                    .compose(kept -> alarm(transaction, payout, "payout-twice"));
        });
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
            case FAILED -> Optional.of(SettlementStatus.Event.PAYOUT_FAILED);
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

    static Account source(Payout payout) {
        return Account.ofMerchant(
                MERCHANT_AVAILABLE, payout.merchantId(), payout.amount().currency());
    }

    private static List<Transfer> paid(Payout payout, LocalDate date) {
        return PayoutPostings.paid(
                payout.id(), payout.attempt().number(), source(payout), payout.channel(), date, payout.amount());
    }

    private static List<Transfer> failed(Payout payout, LocalDate date) {
        return PayoutPostings.failed(
                payout.id(), payout.attempt().number(), source(payout), payout.channel(), date, payout.amount());
    }

    private static List<Transfer> returned(Payout payout, LocalDate date) {
        return PayoutPostings.returned(
                payout.id(), payout.attempt().number(), source(payout), payout.channel(), date, payout.amount());
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
