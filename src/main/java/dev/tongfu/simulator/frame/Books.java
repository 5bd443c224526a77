package dev.tongfu.simulator.frame;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The simulated banks' own books: the independent record of what was really charged.
 *
 * <p>An order is charged at most once. Its accounting date is the bank's day, which may end before midnight, or the
 * first open day where that one is closed already.
 */
public final class Books {
    static final ZoneId BANK_ZONE = ZoneId.of("Asia/Shanghai");
    private static final int PAGE = 5_000;

    private final Pool pool;
    private final Clock clock;
    private final BooksStore store = new BooksStore();
    private final Gathered<BankOrderRow, Boolean> placing;
    private final Gathered<OrderWorks.Token, Optional<Charge>> charging;
    private final Gathered<OrderWorks.Token, Optional<BankOrderRow>> reading;

    public Books(Vertx vertx, Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
        var orders = new OrdersStore();
        this.placing = new Gathered<>(vertx, clock, new OrderWorks.Place(pool, orders));
        this.charging = new Gathered<>(vertx, clock, new OrderWorks.Pay(pool, orders, clock));
        this.reading = new Gathered<>(vertx, clock, new OrderWorks.Read(pool, orders));
    }

    /** An accounting day: whether it has ended, and the breaks asked for. */
    public record Day(boolean closed, int extra, Map<Charge.Mark, Integer> marks) {
        static final Day OPEN = new Day(false, 0, Map.of());

        public Day {
            marks = Map.copyOf(marks);
        }
    }

    /**
     * Which charges; each part but the last may be left open.
     *
     * @param after the number after which they begin; 0 for the first
     */
    public record Filter(Optional<String> bank, Optional<LocalDate> day, Optional<String> merchantNo, long after) {}

    /** Opens the banks' calendars; the tables are there. */
    public Future<Void> open(List<String> banks) {
        return Future.all(banks.stream().map(bank -> open(bank, Duration.ZERO)).toList())
                .mapEmpty();
    }

    /** Opens a bank's calendar; its days end that long before midnight, Beijing time. */
    public Future<Void> open(String bank, Duration endsBeforeMidnight) {
        return store.openCalendar(pool, bank, endsBeforeMidnight);
    }

    /** False where the order number is taken. */
    public Future<Boolean> place(BankOrderRow order) {
        return placing.submit(order);
    }

    /** Charges an open order in time; empty where there is nothing to charge. */
    public Future<Optional<Charge>> charge(String bank, String token) {
        return charging.submit(new OrderWorks.Token(bank, token));
    }

    public Future<Void> fail(String bank, String token) {
        return store.fail(pool, bank, token);
    }

    public Future<Optional<BankOrderRow>> byToken(String bank, String token) {
        return reading.submit(new OrderWorks.Token(bank, token));
    }

    public Future<Optional<BankOrderRow>> byOrderNo(String bank, String merchantNo, String orderNo) {
        return store.byOrderNo(pool, bank, merchantNo, orderNo);
    }

    public Future<Optional<Charge>> chargeOf(BankOrderRow order) {
        return store.chargeOf(pool, order);
    }

    public Future<List<Charge>> charges(
            Optional<String> bank, Optional<LocalDate> day, Optional<String> merchantNo, int limit) {
        return charges(new Filter(bank, day, merchantNo, 0), limit);
    }

    /** What the filter leaves, oldest first. */
    public Future<List<Charge>> charges(Filter filter, int limit) {
        return store.charges(pool, filter, limit);
    }

    /** Gives every charge of a merchant's day to the taker, page by page, oldest first. */
    public Future<Void> eachPage(
            String bank, LocalDate day, String merchantNo, Function<List<Charge>, Future<Void>> taker) {
        return pagesAfter(bank, day, merchantNo, 0, taker);
    }

    private Future<Void> pagesAfter(
            String bank, LocalDate day, String merchantNo, long after, Function<List<Charge>, Future<Void>> taker) {
        return store.page(pool, bank, day, merchantNo, after, PAGE)
                .compose(page -> page.isEmpty()
                        ? Future.succeededFuture()
                        : taker.apply(page)
                                .compose(taken -> page.size() < PAGE
                                        ? Future.succeededFuture()
                                        : pagesAfter(
                                                bank,
                                                day,
                                                merchantNo,
                                                page.get(PAGE - 1).number(),
                                                taker)));
    }

    /** The charges of a day that carry a break, oldest first. */
    public Future<List<Charge>> marked(String bank, LocalDate day) {
        return store.marked(pool, bank, day);
    }

    /** What the merchant's charges are about, whenever that was charged. */
    public Future<List<Charge>> originals(String bank, String merchantNo, List<Charge> charges) {
        var numbers = charges.stream()
                .map(Charge::originalNo)
                .filter(number -> !number.isEmpty())
                .distinct()
                .toList();
        return numbers.isEmpty() ? Future.succeededFuture(List.of()) : store.numbered(pool, bank, merchantNo, numbers);
    }

    /** A merchant's charges by the time they were made, whatever their accounting day, oldest first. */
    public Future<List<Charge>> chargesBetween(String bank, String merchantNo, Instant from, Instant to, int limit) {
        return store.chargesBetween(pool, bank, merchantNo, from, to, limit);
    }

    /** Sets the breaks of an open day's statement; false where the day is closed. */
    public Future<Boolean> plan(String bank, LocalDate day, StatementFaults faults) {
        return store.plan(pool, bank, day, faults);
    }

    /** The day that what is charged now belongs to. */
    public Future<LocalDate> today(String bank) {
        var now = clock.instant();
        return store.today(pool, bank, LocalDate.ofInstant(now, BANK_ZONE), now);
    }

    public Future<Day> day(String bank, LocalDate day) {
        return store.day(pool, bank, day);
    }

    /** Ends the day and all before it, and plants the breaks asked for; false where it was closed already. */
    public Future<Boolean> close(String bank, LocalDate day) {
        return pool.withTransaction(connection -> store.close(connection, bank, day)
                .compose(closed -> closed ? plant(connection, bank, day).map(true) : Future.succeededFuture(false)));
    }

    private Future<Void> plant(SqlClient client, String bank, LocalDate day) {
        return store.day(client, bank, day).compose(settings -> {
            var planted = Future.<Void>succeededFuture();
            for (var wanted : new TreeMap<>(settings.marks()).entrySet()) {
                planted = planted.compose(before -> store.mark(client, bank, day, wanted.getKey(), wanted.getValue()));
            }
            return planted;
        });
    }

    /** The marks that are planted when the day closes; who is paid unheard is decided while paying. */
    static Map<Charge.Mark, Integer> marks(String text) {
        var marks = new EnumMap<Charge.Mark, Integer>(Charge.Mark.class);
        for (var part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = part.indexOf('=');
            marks.put(Charge.Mark.valueOf(part.substring(0, equals)), Integer.valueOf(part.substring(equals + 1)));
        }
        marks.remove(Charge.Mark.PAID_UNHEARD);
        return marks;
    }
}
