package dev.tongfu.ledger;

import dev.tongfu.db.Ids;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes transfers, and nothing else changes a balance.
 *
 * <p>A posting is one statement: keys, transfers and one update per balance row, keys and rows locked in sorted order.
 * An event whose key is already there posts nothing and is not an error. Accounts and accounting days must exist
 * before; {@link #prepare} makes them, outside the caller's transaction, so that no transaction waits for a new
 * account of another one.
 */
public final class LedgerStore {
    private static final String NOT_NULL_VIOLATION = "23502";

    /** What the posting statement is given: one row per transfer. */
    private static final String INPUT = """
            with given as (
              select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                                   $7::bigint[], $8::text[], $9::text[], $10::date[], $11::text[], $12::text[])
                with ordinality as g(id, event_key, template, kind, debit, credit, amount, currency, book,
                                     value_date, pending_key, source_id, position)
            ),
            """;

    private static final String INPUT_ALL = INPUT + """
            entry as (select * from given),
            """;

    /**
     * Only with enough left: the rows are locked first, so the test sees what others have committed meanwhile. What
     * is already booked needs no room.
     */
    private static final String INPUT_ABOVE_FLOOR = INPUT + """
            held as materialized (
              select b.account, case when b.debit_normal then b.debits_posted - b.credits_posted - b.credits_pending
                                     else b.credits_posted - b.debits_posted - b.debits_pending end as free
              from balance b
              where b.slot = 0 and b.account in (select debit from given union all select credit from given)
              order by b.account for no key update
            ), entry as (
              select g.* from given g
              where exists (select from held h where h.account = g.debit and h.free - g.amount >= $13::bigint)
                 or not exists (select from held h where h.account = g.debit)
            ),
            """;

    /**
     * The accounting date is the value date if that day of the book is open, else the book's next open day. What is
     * missing (an open day, an account, a pending) becomes null and is refused by the constraints of the table.
     */
    private static final String DATED = """
            dated as materialized (
              select v.book, v.value_date,
                (select min(d.date) from accounting_day d
                 where d.book = v.book and d.status = 'open' and d.date >= v.value_date
                   and exists (select from accounting_day e where e.book = v.book
                     and (e.date = v.value_date or e.date > v.value_date and e.status <> 'open'))) as accounting_date
              from (select distinct book, value_date from entry) v
            ),
            """;

    /**
     * A pending may be resolved in the statement that writes it; one written before is looked up by its key, row by
     * row, since the planner knows little of a day that has just begun: hence the offsets.
     */
    private static final String PENDING = """
            pending as materialized (
              select k.event_key, t.id, t.amount, t.debit, t.credit, false as fresh
              from (select distinct pending_key from entry where pending_key is not null) i
              cross join lateral (select * from transfer_key c where c.event_key = i.pending_key offset 0) k
              cross join lateral (select * from transfer c where c.accounting_date = k.accounting_date
                and c.book = k.book and c.id = k.transfer_id offset 0) t
              where t.kind = 'pending'
              union all
              select distinct on (i.event_key) i.event_key, i.id, i.amount, i.debit, i.credit, true
              from entry i
              where i.kind = 'pending' and i.event_key in (select pending_key from entry)
                and not exists (select from transfer_key k where k.event_key = i.event_key)
            ),
            """;

    /** For transfers that resolve none: a plan that looks for one opens every month of transfers each time it runs. */
    private static final String NO_PENDING = """
            pending as (
              select null::text as event_key, null::text as id, null::bigint as amount, null::text as debit,
                     null::text as credit, false as fresh
              where false
            ),
            """;

    private static final String READY = """
            ready as (
              select i.id, i.event_key, i.template, i.kind, d.account as debit, c.account as credit, i.amount,
                     i.currency, p.id as pending_id, p.amount as pending_amount, i.source_id, i.book,
                     dated.accounting_date, i.value_date, now() as booked_at, i.pending_key, i.position, p.fresh
              from entry i
              join dated on dated.book = i.book and dated.value_date = i.value_date
              left join balance d on d.account = i.debit and d.slot = 0
              left join balance c on c.account = i.credit and c.slot = 0
              left join pending p on p.event_key = i.pending_key and p.debit = i.debit and p.credit = i.credit
            ),
            """;

    private static final String WRITE = """
            won as (
              insert into transfer_key (event_key, transfer_id, book, accounting_date, resolves, fingerprint)
              select t.event_key, t.id, t.book, t.accounting_date, t.pending_key, %s
              from ready t order by t.event_key, t.position
              on conflict do nothing
              returning transfer_id
            ), landed as (
              insert into transfer (id, event_key, template, kind, debit, credit, amount, currency, pending_id,
                                    pending_amount, source_id, book, accounting_date, value_date, booked_at)
              select t.id, t.event_key, t.template, t.kind, t.debit, t.credit, t.amount, t.currency,
                     case when t.fresh and not exists (select from won w where w.transfer_id = t.pending_id)
                          then null else t.pending_id end,
                     t.pending_amount, t.source_id, t.book, t.accounting_date, t.value_date, t.booked_at
              from ready t join won on won.transfer_id = t.id
              returning event_key, kind, debit, credit, amount, currency, pending_amount
            ),
            """.formatted(TransferStore.FINGERPRINT);

    private static final String MOVE = """
            effect as (
              %s
            ), locked as (
              select b.account from balance b
              where b.slot = 0 and b.account in (select account from effect)
              order by b.account for no key update
            ), moved as (
              update balance b
              set debits_posted = b.debits_posted + e.debits_posted,
                  credits_posted = b.credits_posted + e.credits_posted,
                  debits_pending = b.debits_pending + e.debits_pending,
                  credits_pending = b.credits_pending + e.credits_pending
              from effect e join locked l on l.account = e.account
              where b.account = e.account and b.slot = 0
            )
            """.formatted(TransferStore.sums("landed"));

    private static final String POST =
            INPUT_ALL + DATED + PENDING + READY + WRITE + MOVE + "select event_key from landed";

    private static final String POST_ALONE =
            INPUT_ALL + DATED + NO_PENDING + READY + WRITE + MOVE + "select event_key from landed";

    private static final String POST_ABOVE_FLOOR = INPUT_ABOVE_FLOOR + DATED + PENDING + READY + WRITE + MOVE + """
            select (select count(*) from entry) as allowed, (select count(*) from landed) as posted
            """;

    private static final String HOLD_FREE = """
            select case when b.debit_normal then b.debits_posted - b.credits_posted - b.credits_pending
                        else b.credits_posted - b.debits_posted - b.debits_pending end as free
            from balance b where b.account = $1::text and b.slot = 0 for no key update
            """;

    private static final String IS_POSTED =
            "select exists (select from transfer_key where event_key = $1::text) as posted";

    private final Ids ids;
    private final LedgerConfig config;
    private final AccountStore accounts = new AccountStore();
    private final AccountingDayStore days = new AccountingDayStore();
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();

    public LedgerStore(Ids ids, LedgerConfig config) {
        this.ids = ids;
        this.config = config;
    }

    /**
     * Makes what these transfers need and is missing: accounts, balance rows, the accounting day. Not inside a
     * transaction: what it makes must be seen by everyone at once.
     */
    public Future<Void> prepare(Pool pool, List<Transfer> transfers) {
        var missing = transfers.stream()
                .flatMap(t -> Stream.of(t.debit(), t.credit()))
                .filter(account -> !prepared.contains(account.id()))
                .toList();
        var dates = transfers.stream()
                .map(t -> new BookDate(t.book(), t.valueDate()))
                .filter(date -> !prepared.contains(date.toString()))
                .toList();
        if (missing.isEmpty() && dates.isEmpty()) {
            return Future.succeededFuture();
        }
        return accounts.open(pool, missing)
                .compose(done -> days.open(pool, dates, config.gapDaysMax()))
                .map(done -> remember(missing, dates));
    }

    /**
     * The accounting dates on which movements of these dates would be booked now: the date itself while its day is
     * open, else the next open day of the book. A day that is missing is opened first, as {@link #prepare} does.
     */
    public Future<Map<BookDate, LocalDate>> bookingDates(Pool pool, Set<BookDate> valueDates) {
        if (valueDates.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        var missing = valueDates.stream()
                .filter(date -> !prepared.contains(date.toString()))
                .toList();
        return days.open(pool, missing, config.gapDaysMax())
                .map(done -> remember(List.of(), missing))
                .compose(done -> days.bookingDates(pool, List.copyOf(valueDates)));
    }

    /**
     * Posts each transfer whose event is new and says which were. The statement fails as a whole, changing nothing;
     * {@link #refusal} says why.
     *
     * <p>A pending and its resolution may come in one call, in any order. A call whose pending is being written by
     * another transaction at that moment is refused with {@link PostingRefusal#PENDING_UNKNOWN} and may be repeated.
     *
     * @return the event keys posted now; an absent one was posted before, or its pending was resolved before
     */
    public Future<Set<String>> post(SqlClient tx, List<Transfer> transfers) {
        if (transfers.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        boolean resolves = transfers.stream().anyMatch(transfer -> transfer.pendingKey() != null);
        return tx.preparedQuery(resolves ? POST : POST_ALONE)
                .execute(rows(transfers))
                .map(LedgerStore::eventKeys)
                .recover(failure -> forget(transfers, failure));
    }

    /**
     * Posts one transfer if its debit account keeps a free balance of at least {@code floorMinor}; for what a merchant
     * or an operator starts.
     */
    public Future<FloorOutcome> postWithFloor(SqlClient tx, Transfer transfer, long floorMinor) {
        var transfers = List.of(transfer);
        return tx.preparedQuery(POST_ABOVE_FLOOR)
                .execute(rows(transfers).addLong(floorMinor))
                .map(rows -> rows.iterator().next())
                .compose(row -> floorOutcome(tx, transfer, row))
                .recover(failure -> forget(transfers, failure));
    }

    /**
     * Posts all of them if the one account they debit keeps a free balance of at least {@code floorMinor} after the
     * last; for many new events that a merchant or an operator starts at once. The account is the first in the order
     * of balances among those they touch.
     */
    public Future<FloorOutcome> postAllWithFloor(SqlClient tx, List<Transfer> transfers, long floorMinor) {
        String account = transfers.get(0).debit().id();
        long sum = transfers.stream().mapToLong(t -> t.amount().minor()).reduce(0, Math::addExact);
        if (!transfers.stream().allMatch(t -> t.debit().id().equals(account))) {
            throw new IllegalArgumentException("one floor is tested for one account");
        }
        return tx.preparedQuery(HOLD_FREE).execute(Tuple.of(account)).compose(rows -> {
            long free = rows.size() == 0 ? 0 : rows.iterator().next().getLong("free");
            if (free - sum < floorMinor) {
                return Future.succeededFuture(FloorOutcome.INSUFFICIENT);
            }
            return post(tx, transfers)
                    .compose(posted -> posted.size() == transfers.size()
                            ? Future.succeededFuture(FloorOutcome.POSTED)
                            : Future.failedFuture("some of these events were posted before"));
        });
    }

    /**
     * The free balance of an account, in minor units: posted less pending outflow; 0 of one that was never used.
     * Nobody else changes it before the transaction ends.
     */
    public Future<Long> holdFree(SqlClient tx, Account account) {
        return tx.preparedQuery(HOLD_FREE)
                .execute(Tuple.of(account.id()))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong("free"));
    }

    /** Why a posting was refused; empty when it failed for another reason, such as a lost connection. */
    public static Optional<PostingRefusal> refusal(Throwable failure) {
        if (!(failure instanceof PgException database)) {
            return Optional.empty();
        }
        if (NOT_NULL_VIOLATION.equals(database.getSqlState())) {
            return Optional.of(PostingRefusal.UNPREPARED);
        }
        return Optional.ofNullable(database.getConstraint()).flatMap(LedgerStore::refusalOf);
    }

    private static Optional<PostingRefusal> refusalOf(String constraint) {
        return switch (constraint) {
            case "balance_hard_floor" -> Optional.of(PostingRefusal.FLOOR);
            case "transfer_pending_known" -> Optional.of(PostingRefusal.PENDING_UNKNOWN);
            case "transfer_within_pending" -> Optional.of(PostingRefusal.BEYOND_PENDING);
            case "balance_pass_through" -> Optional.of(PostingRefusal.PASS_THROUGH);
            default -> Optional.empty();
        };
    }

    /** A posting not allowed may still be a duplicate of one committed after this statement began: look again. */
    private static Future<FloorOutcome> floorOutcome(SqlClient tx, Transfer transfer, Row row) {
        if (row.getLong("posted") > 0) {
            return Future.succeededFuture(FloorOutcome.POSTED);
        }
        if (row.getLong("allowed") > 0) {
            return Future.succeededFuture(FloorOutcome.DUPLICATE);
        }
        return tx.preparedQuery(IS_POSTED)
                .execute(Tuple.of(transfer.eventKey()))
                .map(rows -> rows.iterator().next().getBoolean("posted"))
                .map(posted -> posted ? FloorOutcome.DUPLICATE : FloorOutcome.INSUFFICIENT);
    }

    private @Nullable Void remember(List<Account> accounts, List<BookDate> dates) {
        if (prepared.size() + accounts.size() + dates.size() > config.preparedMax()) {
            prepared.clear();
        }
        accounts.forEach(account -> prepared.add(account.id()));
        dates.forEach(date -> prepared.add(date.toString()));
        return null;
    }

    /** What was remembered as prepared was not: a day has closed since, or the database is another one. */
    private <T> Future<T> forget(List<Transfer> transfers, Throwable failure) {
        if (refusal(failure).filter(PostingRefusal.UNPREPARED::equals).isPresent()) {
            transfers.forEach(t -> {
                prepared.remove(t.debit().id());
                prepared.remove(t.credit().id());
                prepared.remove(new BookDate(t.book(), t.valueDate()).toString());
            });
        }
        return Future.failedFuture(failure);
    }

    private static Set<String> eventKeys(RowSet<Row> rows) {
        var keys = new HashSet<String>();
        rows.forEach(row -> keys.add(row.getString("event_key")));
        return keys;
    }

    private Tuple rows(List<Transfer> transfers) {
        return Tuple.tuple()
                .addArrayOfString(texts(transfers, t -> ids.next("trf")))
                .addArrayOfString(texts(transfers, Transfer::eventKey))
                .addArrayOfString(texts(transfers, Transfer::template))
                .addArrayOfString(texts(transfers, t -> t.kind().name().toLowerCase(Locale.ROOT)))
                .addArrayOfString(texts(transfers, t -> t.debit().id()))
                .addArrayOfString(texts(transfers, t -> t.credit().id()))
                .addArrayOfLong(transfers.stream().map(t -> t.amount().minor()).toArray(Long[]::new))
                .addArrayOfString(texts(transfers, t -> t.amount().currency().name()))
                .addArrayOfString(texts(transfers, Transfer::book))
                .addArrayOfLocalDate(transfers.stream().map(Transfer::valueDate).toArray(LocalDate[]::new))
                .addArrayOfString(texts(transfers, Transfer::pendingKey))
                .addArrayOfString(texts(transfers, Transfer::sourceId));
    }

    private static String[] texts(List<Transfer> transfers, Function<Transfer, @Nullable String> column) {
        return transfers.stream().map(column).toArray(String[]::new);
    }
}
