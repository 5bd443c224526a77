package dev.tongfu.settlement;

import static dev.tongfu.ledger.AccountCode.MERCHANT_AVAILABLE;

import dev.tongfu.audit.AuditAct;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.ledger.PayoutPostings;
import dev.tongfu.ledger.Transfer;
import dev.tongfu.merchant.PayoutAccounts;
import dev.tongfu.money.Money;
import dev.tongfu.reconciliation.SuspensePayouts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes payouts and asks after them.
 *
 * <p>The money is reserved before anything leaves, every attempt has a bank reference of its own, an unknown one is
 * asked after and never made again.
 */
public final class PayoutService {
    private static final Logger LOGGER = LoggerFactory.getLogger(PayoutService.class);

    private final SettlementBooks books;
    private final Destinations accounts;
    private final Payouts road;
    private final PayoutResults results;
    private final PayoutConfig config;
    private final Ids ids;
    private final Clock clock;
    private final AuditLog audit;
    private final PayoutStore store = new PayoutStore();
    private final SettlementStore batches = new SettlementStore();

    /** @param road the configured one */
    public PayoutService(
            Pool pool,
            LedgerStore ledger,
            Destinations accounts,
            Payouts road,
            PayoutResults results,
            SettlementConfig settlement,
            PayoutConfig config,
            Ids ids,
            Clock clock) {
        this.books = new SettlementBooks(pool, ledger, clock, settlement.zoneId());
        this.accounts = accounts;
        this.road = road;
        this.results = results;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
        this.audit = new AuditLog(clock);
    }

    /** One pass: payouts of approved batches are made and sent, and unclear ones asked after. */
    public Future<Void> advance() {
        return createAll().compose(made -> sendAll()).compose(sent -> queryAll());
    }

    /** A payout for every approved batch whose merchant has an account to be paid to. */
    Future<Void> createAll() {
        if (!config.active()) {
            return Future.succeededFuture();
        }
        return batches.approved(books.pool(), config.batch()).compose(waiting -> {
            Future<Void> chain = Future.succeededFuture();
            for (var id : waiting) {
                chain = chain.compose(done -> create(id)).mapEmpty();
            }
            return chain;
        });
    }

    /** Empty: the batch is not approved, or its merchant has no account yet. */
    Future<Optional<Payout>> create(String settlementId) {
        return batches.find(books.pool(), settlementId).compose(found -> {
            if (found.isEmpty() || found.get().status() != SettlementStatus.APPROVED) {
                return Future.succeededFuture(Optional.empty());
            }
            var batch = found.get();
            String id = ids.next("pyo");
            var amount = new Money(batch.totals().net(), batch.currency());
            return books.transaction(
                    reserve(id, 1, batch.merchantId(), amount), transaction -> create(transaction, batch, id, amount));
        });
    }

    private Future<Optional<Payout>> create(SqlConnection transaction, Settlement seen, String id, Money amount) {
        return batches.lock(transaction, seen.id()).map(Optional::orElseThrow).compose(batch -> {
            if (batch.status() != SettlementStatus.APPROVED) {
                return Future.succeededFuture(Optional.empty());
            }
            return accounts.merchants()
                    .usable(transaction, batch.merchantId())
                    .compose(account -> account.isEmpty()
                            ? Future.succeededFuture(Optional.empty())
                            : create(transaction, batch, id, amount, account.get()));
        });
    }

    private Future<Optional<Payout>> create(
            SqlConnection transaction, Settlement batch, String id, Money amount, PayoutAccounts.Version account) {
        var now = clock.instant();
        var next = batch.status().after(SettlementStatus.Event.PAYOUT_CREATED).orElseThrow();
        var payout = NewPayout.of(batch, id, config.paying(), source(batch.merchantId(), amount), amount);
        return store.insert(transaction, payout, now)
                .compose(done ->
                        store.insertAttempt(transaction, id, 1, road.road(), account.version(), account.masked(), now))
                .compose(done -> books.post(transaction, reserve(id, 1, batch.merchantId(), amount)))
                .compose(done -> batches.move(transaction, batch, next, false, now))
                .compose(done -> store.find(transaction, id));
    }

    private static Account source(String merchantId, Money amount) {
        return Account.ofMerchant(MERCHANT_AVAILABLE, merchantId, amount.currency());
    }

    private List<Transfer> reserve(String id, int attempt, String merchantId, Money amount) {
        return PayoutPostings.reserved(id, attempt, source(merchantId, amount), config.paying(), books.today(), amount);
    }

    /** What pays suspense money back, over the same road. */
    public SuspensePayouts ofProposals() {
        return new PayerPayouts(books, accounts.payers(), this, config, ids, clock);
    }

    /** The configured road's name. */
    String road() {
        return road.road();
    }

    /** The outcome of an operator's act on a payout. */
    public sealed interface Retried {
        record Done(Payout payout) implements Retried {}

        record NotFound() implements Retried {}

        record WrongState(String detail) implements Retried {}
    }

    /** The next attempt for a batch, after one that failed or came back, to the account that counts now. */
    public Future<Retried> retry(String id, String actor, String reason) {
        return store.find(books.pool(), id).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(new Retried.NotFound());
            }
            var payout = found.get();
            int next = payout.attempt().number() + 1;
            return books.transaction(
                    reserve(id, next, payout.merchantId(), payout.amount()),
                    transaction -> retry(transaction, id, next, actor, reason));
        });
    }

    private Future<Retried> retry(SqlConnection transaction, String id, int next, String actor, String reason) {
        return store.lock(transaction, id).map(Optional::orElseThrow).compose(payout -> {
            if (!payout.status().retryable() || payout.attempt().number() + 1 != next) {
                return wrongState("The payout is " + payout.status().word() + ".");
            }
            if (payout.proposalId() != null) {
                return wrongState("What it was paid from is in suspense again; propose about that break.");
            }
            return accounts.merchants()
                    .usable(transaction, payout.merchantId())
                    .compose(account -> account.isEmpty()
                            ? wrongState("The merchant has no account to be paid to.")
                            : retry(transaction, payout, next, account.get(), actor, reason));
        });
    }

    private Future<Retried> retry(
            SqlConnection transaction,
            Payout payout,
            int next,
            PayoutAccounts.Version account,
            String actor,
            String reason) {
        var now = clock.instant();
        var detail = new JsonObject().put("attempt", next).put("account", account.masked());
        return store.retry(transaction, payout.id(), now)
                .compose(done -> store.insertAttempt(
                        transaction, payout.id(), next, road.road(), account.version(), account.masked(), now))
                .compose(done ->
                        books.post(transaction, reserve(payout.id(), next, payout.merchantId(), payout.amount())))
                .compose(done -> paying(transaction, payout.settlementId()))
                .compose(done ->
                        audit.append(transaction, new AuditAct(actor, "payout.retry", payout.id(), reason, detail)))
                .compose(done -> store.find(transaction, payout.id()))
                .map(now2 -> new Retried.Done(now2.orElseThrow()));
    }

    private Future<Void> paying(SqlConnection transaction, @Nullable String batchId) {
        if (batchId == null) {
            return Future.succeededFuture();
        }
        return batches.lock(transaction, batchId)
                .map(Optional::orElseThrow)
                .compose(batch -> batches.move(
                        transaction,
                        batch,
                        batch.status()
                                .after(SettlementStatus.Event.PAYOUT_CREATED)
                                .orElseThrow(),
                        false,
                        clock.instant()))
                .mapEmpty();
    }

    private static Future<Retried> wrongState(String detail) {
        return Future.succeededFuture(new Retried.WrongState(detail));
    }

    /** Sends what waits for the direct road. */
    Future<Void> sendAll() {
        if (!config.active() || !road.road().equals(Payouts.DIRECT)) {
            return Future.succeededFuture();
        }
        return store.toSend(books.pool(), config.batch()).compose(waiting -> {
            Future<Void> chain = Future.succeededFuture();
            for (var payout : waiting) {
                chain = chain.compose(done -> send(payout));
            }
            return chain;
        });
    }

    /** Committed as submitted first, with a time to ask: whoever dies in between leaves something to ask after. */
    private Future<Void> send(Payout payout) {
        String reference = payout.attempt().reference();
        return accounts.open(books.pool(), payout)
                .compose(account -> submit(payout)
                        .compose(mine -> mine
                                ? road.send(new Payouts.Order(
                                                reference,
                                                payout.amount().minor(),
                                                payout.amount().currency().name(),
                                                account))
                                        .compose(said -> heard(reference, said, 0))
                                : Future.succeededFuture()))
                .recover(failure -> {
                    LOGGER.atError()
                            .addKeyValue("payoutId", payout.id())
                            .setCause(failure)
                            .log("a payout could not be sent");
                    return Future.succeededFuture();
                });
    }

    private Future<Boolean> submit(Payout payout) {
        var askAt = clock.instant().plusMillis(config.totalTimeoutMs()).plusSeconds(config.pauseS(0));
        return books.pool()
                .withTransaction(transaction -> store.lock(transaction, payout.id())
                        .map(Optional::orElseThrow)
                        .compose(now -> now.attempt().status() == PayoutStatus.CREATED
                                ? store.move(transaction, now, PayoutStatus.SUBMITTED, null, askAt, clock.instant())
                                        .map(true)
                                : Future.succeededFuture(false)));
    }

    private Future<Void> heard(String reference, Payouts.Said said, int queries) {
        if (said.event() == PayoutStatus.Event.SUBMITTED) {
            return store.askAgain(books.pool(), reference, pause(queries), said.words());
        }
        return results.apply(reference, said.event(), said.words(), books.today())
                .compose(changed -> changed
                        ? Future.succeededFuture()
                        : store.askAgain(books.pool(), reference, pause(queries), said.words()));
    }

    private java.time.Instant pause(int queries) {
        return clock.instant().plusSeconds(config.pauseS(queries));
    }

    /** Asks after what is unclear and due. */
    Future<Void> queryAll() {
        if (!config.active() || !road.road().equals(Payouts.DIRECT)) {
            return Future.succeededFuture();
        }
        var until = clock.instant().plusMillis(2L * config.totalTimeoutMs());
        return store.toQuery(books.pool(), clock.instant(), until, config.batch())
                .compose(references -> {
                    Future<Void> chain = Future.succeededFuture();
                    for (var reference : references) {
                        chain = chain.compose(done -> query(reference));
                    }
                    return chain;
                });
    }

    private Future<Void> query(String reference) {
        return store.byReference(books.pool(), reference)
                .map(Optional::orElseThrow)
                .compose(payout -> road.query(reference)
                        .compose(said -> heard(reference, said, payout.attempt().queries())));
    }

    /**
     * Makes the payout of an approved batch and sends it where it goes by a call; empty: there is nothing to pay, or
     * nobody to pay to yet.
     */
    public Future<Optional<Payout>> payFor(String settlementId) {
        if (!config.active()) {
            return Future.succeededFuture(Optional.empty());
        }
        return create(settlementId)
                .compose(made -> made.isEmpty()
                        ? Future.succeededFuture(made)
                        : sendAll()
                                .compose(sent ->
                                        store.find(books.pool(), made.get().id())));
    }

    /** Where a batch would be paid to now, masked. */
    public Future<Optional<String>> accountFor(Settlement batch) {
        return accounts.merchants()
                .usable(books.pool(), batch.merchantId())
                .map(account -> account.map(PayoutAccounts.Version::masked));
    }

    public Future<Optional<Payout>> find(String id) {
        return store.find(books.pool(), id);
    }

    /** Newest first. */
    public Future<List<Payout>> list(
            @Nullable String status, @Nullable String merchantId, @Nullable String beforeId, int limit) {
        return store.list(books.pool(), status, merchantId, beforeId, limit);
    }

    /** The payouts of batches that have one. */
    public Future<List<Payout>> ofBatches(List<String> settlementIds) {
        return store.ofBatches(books.pool(), settlementIds);
    }
}
