package dev.tongfu.simulator.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.db.Database;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many payers at once, on one event loop, so that they share statements. */
class BooksIT {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    private static Vertx vertx;
    private static TestDatabase database;
    private static Pool pool;
    private static Books books;
    private static int numbers;

    private final String bank = "bank" + numbers++;

    @BeforeAll
    static void openBooks() {
        vertx = Vertx.vertx();
        database = TestDatabase.create();
        pool = new Database(database.simulatorConfig()).plannedOnce(vertx);
        books = new Books(vertx, pool, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterAll
    static void closeBooks() throws Exception {
        await(pool.close());
        await(vertx.close());
        database.close();
    }

    @BeforeEach
    void openCalendar() throws Exception {
        await(books.open(List.of(bank)));
    }

    @Test
    void anOrderNumberIsPlacedOnceHoweverManyPlaceItAtOnce() throws Exception {
        var orders = IntStream.range(0, 50).mapToObj(index -> order("N" + index % 10, ChargeKind.PAY));

        var placed = together(orders.toList(), books::place);

        assertThat(placed).filteredOn(free -> free).hasSize(10);
        assertThat(await(books.place(order("N3", ChargeKind.PAY)))).isFalse();
    }

    @Test
    void anOrderIsChargedOnceHoweverManyPayAtOnce() throws Exception {
        var orders = placed(10, ChargeKind.PAY);
        var thrice =
                IntStream.range(0, 30).mapToObj(index -> orders.get(index % 10)).toList();

        var charged = together(thrice, order -> books.charge(bank, order.token()));

        var found = charged.stream().flatMap(Optional::stream).toList();
        assertThat(found).extracting(Charge::orderNo).doesNotHaveDuplicates().hasSize(10);
        assertThat(found).allSatisfy(charge -> {
            assertThat(charge.accountingDate()).isEqualTo(TODAY);
            assertThat(charge.amount()).isEqualTo(Money.cny(100));
        });
        assertThat(await(books.charges(Optional.of(bank), Optional.empty(), Optional.empty(), 100)))
                .containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void eachPayerReadsItsOwnOrder() throws Exception {
        var orders = placed(20, ChargeKind.PAY);
        await(books.charge(bank, orders.get(7).token()));

        var read = together(orders, order -> books.byToken(bank, order.token()));

        assertThat(read)
                .extracting(order -> order.orElseThrow().orderNo())
                .containsExactlyElementsOf(
                        orders.stream().map(BankOrderRow::orderNo).toList());
        assertThat(read.get(7).orElseThrow().status()).isEqualTo(BankOrderRow.Status.PAID);
        assertThat(read.get(8).orElseThrow().status()).isEqualTo(BankOrderRow.Status.OPEN);
        assertThat(together(List.of("no such"), token -> books.byToken(bank, token)))
                .containsExactly(Optional.empty());
    }

    @Test
    void whatIsOverdueIsNotCharged() throws Exception {
        var late = BankOrderRow.open(
                bank, "M1", "LATE", ChargeKind.PAY, Money.cny(100), new BankOrderRow.Opening(NOW, NOW, "{}"));
        await(books.place(late));

        assertThat(await(books.charge(bank, late.token()))).isEmpty();
    }

    @Test
    void asManyArePaidUnheardAsAreWantedAndNoHoldIsAmongThem() throws Exception {
        await(books.plan(bank, TODAY, new StatementFaults(0, Map.of(Charge.Mark.PAID_UNHEARD, 3))));
        var orders = new java.util.ArrayList<>(placed(20, ChargeKind.PAY));
        orders.addAll(placed(10, ChargeKind.PREAUTH));

        var charged = together(orders, order -> books.charge(bank, order.token()));

        var unheard = charged.stream()
                .map(Optional::orElseThrow)
                .filter(charge -> charge.mark() == Charge.Mark.PAID_UNHEARD)
                .toList();
        assertThat(unheard).hasSize(3).allMatch(charge -> charge.kind() == ChargeKind.PAY);
        assertThat(charged).hasSize(30);
    }

    @Test
    void whereAnAnswerWasLostTheBooksSayWhoseNumberItIsAndWhatWasCharged() throws Exception {
        // Given
        var store = new OrdersStore();
        var ours = order("LOST", ChargeKind.PAY);
        var others = order("LOST", ChargeKind.PAY);
        var unpaid = order("UNPAID", ChargeKind.PAY);
        await(books.place(ours));
        await(books.place(unpaid));
        var charge = await(books.charge(bank, ours.token()));

        // When
        var place = new OrderWorks.Place(pool, store);
        var pay = new OrderWorks.Pay(pool, store, Clock.fixed(NOW, ZoneOffset.UTC));
        var paid = new OrderWorks.Token(bank, ours.token());

        // Then
        assertThat(await(place.reread(List.of(ours)))).isEqualTo(Map.of(place.key(ours), true));
        assertThat(await(place.reread(List.of(others)))).isEmpty();
        assertThat(await(pay.reread(List.of(paid, new OrderWorks.Token(bank, unpaid.token())))))
                .isEqualTo(Map.of(paid.key(), charge));
    }

    private List<BankOrderRow> placed(int count, ChargeKind kind) throws Exception {
        var orders = IntStream.range(0, count)
                .mapToObj(index -> order(kind + "-" + index, kind))
                .toList();
        assertThat(new HashSet<>(together(orders, books::place))).containsExactly(true);
        return orders;
    }

    private BankOrderRow order(String orderNo, ChargeKind kind) {
        var opening = new BankOrderRow.Opening(NOW, NOW.plusSeconds(600), "{}");
        return BankOrderRow.open(bank, "M1", orderNo, kind, Money.cny(100), opening);
    }

    private static <T, R> List<R> together(List<T> items, Function<T, Future<R>> act) throws Exception {
        return await(onLoop(() -> Future.all(items.stream().map(act).toList()).map(all -> all.<R>list())));
    }

    private static <T> Future<T> onLoop(Supplier<Future<T>> act) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> act.get().onComplete(promise));
        return promise.future();
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
