package dev.tongfu.simulator.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.db.Database;
import dev.tongfu.db.TestDatabase;
import dev.tongfu.money.Money;
import dev.tongfu.simulator.frame.MovementResult.Moved;
import dev.tongfu.simulator.frame.MovementResult.Reason;
import dev.tongfu.simulator.frame.MovementResult.Refused;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MovementsIT {
    private static final Instant NOW = Instant.parse("2026-11-23T04:20:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
    private static final String MERCHANT = "M1";

    private static Vertx vertx;
    private static TestDatabase database;
    private static Pool pool;
    private static Books books;
    private static Movements movements;
    private static int numbers;

    private final String bank = "bank" + numbers++;
    private int acts;

    @BeforeAll
    static void openBooks() {
        vertx = Vertx.vertx();
        database = TestDatabase.create();
        pool = new Database(database.simulatorConfig()).plannedOnce(vertx);
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        books = new Books(vertx, pool, clock);
        movements = new Movements(pool, clock);
    }

    @AfterAll
    static void closeBooks() throws Exception {
        await(pool.close());
        await(vertx.close());
        database.close();
    }

    @Test
    void partsAreRefundedUpToTheWholeAndNoFurther() throws Exception {
        // Given
        var order = paid(ChargeKind.PAY, 1000);
        assertThat(move(ChargeKind.REFUND, order, 400)).isInstanceOf(Moved.class);

        // When
        var rest = move(ChargeKind.REFUND, order, 600);

        // Then
        assertThat(rest).isInstanceOfSatisfying(Moved.class, moved -> {
            assertThat(moved.charge().kind()).isEqualTo(ChargeKind.REFUND);
            assertThat(moved.charge().originalNo()).isEqualTo(order);
            assertThat(moved.charge().amount()).isEqualTo(Money.cny(600));
            assertThat(moved.charge().accountingDate()).isEqualTo(TODAY);
        });
        assertThat(move(ChargeKind.REFUND, order, 1)).isEqualTo(new Refused(Reason.AMOUNT));
    }

    @Test
    void aHundredRefundsAtOnceNeverExceedTheOrder() throws Exception {
        // Given
        var order = paid(ChargeKind.PAY, 1000);

        // When
        var results = await(Future.all(IntStream.range(0, 100)
                .mapToObj(index -> movements.move(movement(ChargeKind.REFUND, order, 70)))
                .toList()));

        // Then
        assertThat(results.<MovementResult>list().stream().filter(Moved.class::isInstance))
                .hasSize(14);
        assertThat(out()).isEqualTo(14 * 70);
    }

    @Test
    void theSameNumberMovesOnce() throws Exception {
        // Given
        var order = paid(ChargeKind.PAY, 1000);
        var refund = movement(ChargeKind.REFUND, order, 100);

        // When
        var results = await(Future.all(
                IntStream.range(0, 10).mapToObj(index -> movements.move(refund)).toList()));

        // Then
        assertThat(results.<MovementResult>list())
                .filteredOn(new Refused(Reason.NUMBER_TAKEN)::equals)
                .hasSize(9);
        assertThat(out()).isEqualTo(100);
    }

    @Test
    void aRefusedNumberIsFreeAgain() throws Exception {
        // Given
        var order = paid(ChargeKind.PAY, 1000);
        var tooMuch = new Movement(bank, MERCHANT, "AGAIN", ChargeKind.REFUND, order, Money.cny(1001), "{}");
        assertThat(await(movements.move(tooMuch))).isEqualTo(new Refused(Reason.AMOUNT));

        // When
        var less = await(
                movements.move(new Movement(bank, MERCHANT, "AGAIN", ChargeKind.REFUND, order, Money.cny(1000), "{}")));

        // Then
        assertThat(less).isInstanceOf(Moved.class);
    }

    @Test
    void aVoidIsOfTheWholeOnTheSameDayOfWhatNobodyRefunded() throws Exception {
        // Given
        var order = paid(ChargeKind.PAY, 1000);
        var refunded = paid(ChargeKind.PAY, 1000);
        assertThat(move(ChargeKind.REFUND, refunded, 1)).isInstanceOf(Moved.class);

        // When
        var results = List.of(
                move(ChargeKind.VOID, order, 999),
                move(ChargeKind.VOID, order, 1000),
                move(ChargeKind.VOID, order, 1000),
                move(ChargeKind.REFUND, order, 1),
                move(ChargeKind.VOID, refunded, 999));

        // Then
        assertThat(results.get(1)).isInstanceOf(Moved.class);
        assertThat(results).element(0).isEqualTo(new Refused(Reason.AMOUNT));
        assertThat(results.subList(2, 5))
                .containsExactly(new Refused(Reason.USED), new Refused(Reason.AMOUNT), new Refused(Reason.USED));
    }

    @Test
    void aVoidIsTooLateOnceTheDayIsClosed() throws Exception {
        // Given
        var order = paid(ChargeKind.PAY, 1000);
        assertThat(await(books.close(bank, TODAY))).isTrue();

        // When
        var late = move(ChargeKind.VOID, order, 1000);

        // Then
        assertThat(late).isEqualTo(new Refused(Reason.DAY_OVER));
        assertThat(move(ChargeKind.REFUND, order, 1000))
                .isInstanceOfSatisfying(
                        Moved.class,
                        moved -> assertThat(moved.charge().accountingDate()).isEqualTo(TODAY.plusDays(1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = ChargeKind.class,
            names = {"CAPTURE", "CANCEL"})
    void aHoldIsUsedOnceHoweverManyAsk(ChargeKind kind) throws Exception {
        // Given
        var hold = paid(ChargeKind.PREAUTH, 1000);

        // When
        var results = await(Future.all(IntStream.range(0, 20)
                .mapToObj(index -> movements.move(movement(kind, hold, 1000)))
                .toList()));

        // Then
        assertThat(results.<MovementResult>list().stream().filter(Moved.class::isInstance))
                .hasSize(1);
        assertThat(results.<MovementResult>list())
                .filteredOn(new Refused(Reason.USED)::equals)
                .hasSize(19);
    }

    @Test
    void aHoldIsCapturedForAtMostWhatItHoldsAndRefundedForAtMostWhatWasCaptured() throws Exception {
        // Given
        var hold = paid(ChargeKind.PREAUTH, 1000);
        assertThat(move(ChargeKind.REFUND, hold, 1)).isEqualTo(new Refused(Reason.WRONG_STATE));
        assertThat(move(ChargeKind.CAPTURE, hold, 1001)).isEqualTo(new Refused(Reason.AMOUNT));
        assertThat(move(ChargeKind.CANCEL, hold, 999)).isEqualTo(new Refused(Reason.AMOUNT));
        var captured = (Moved) move(ChargeKind.CAPTURE, hold, 800);

        // When
        var results = List.of(
                move(ChargeKind.CANCEL, hold, 1000),
                move(ChargeKind.REFUND, hold, 801),
                move(ChargeKind.REFUND, hold, 300),
                move(ChargeKind.REFUND, captured.charge().orderNo(), 500),
                move(ChargeKind.REFUND, hold, 1));

        // Then
        assertThat(results.get(0)).isEqualTo(new Refused(Reason.USED));
        assertThat(results.get(1)).isEqualTo(new Refused(Reason.AMOUNT));
        assertThat(results.subList(2, 4)).allMatch(Moved.class::isInstance);
        assertThat(results.get(4)).isEqualTo(new Refused(Reason.AMOUNT));
    }

    @Test
    void theWholeOfACaptureMayBeVoidedOnItsDay() throws Exception {
        // Given
        var hold = paid(ChargeKind.PREAUTH, 1000);
        var captured = (Moved) move(ChargeKind.CAPTURE, hold, 800);

        // When
        var voided = move(ChargeKind.CAPTURE_VOID, captured.charge().orderNo(), 800);

        // Then
        assertThat(voided).isInstanceOf(Moved.class);
        assertThat(move(ChargeKind.REFUND, hold, 1)).isEqualTo(new Refused(Reason.AMOUNT));
        assertThat(move(ChargeKind.CAPTURE, hold, 800)).isEqualTo(new Refused(Reason.USED));
    }

    @Test
    void whatIsNotThereOrNotPaidIsRefused() throws Exception {
        // Given
        var open = order(ChargeKind.PAY, 1000);

        // When
        var results = List.of(
                move(ChargeKind.REFUND, open.orderNo(), 1),
                move(ChargeKind.REFUND, "NOBODY", 1),
                move(ChargeKind.DEBIT, "NOBODY", 1));

        // Then
        assertThat(results)
                .containsExactly(
                        new Refused(Reason.WRONG_STATE),
                        new Refused(Reason.NO_ORIGINAL),
                        new Refused(Reason.NO_ORIGINAL));
    }

    private MovementResult move(ChargeKind kind, String originalNo, long amount) throws Exception {
        return await(movements.move(movement(kind, originalNo, amount)));
    }

    private Movement movement(ChargeKind kind, String originalNo, long amount) {
        return new Movement(bank, MERCHANT, "ACT" + acts++, kind, originalNo, Money.cny(amount), "{}");
    }

    private String paid(ChargeKind kind, long amount) throws Exception {
        var order = order(kind, amount);
        assertThat(await(books.charge(bank, order.token()))).isPresent();
        return order.orderNo();
    }

    private BankOrderRow order(ChargeKind kind, long amount) throws Exception {
        await(books.open(List.of(bank)));
        var opening = new BankOrderRow.Opening(NOW, NOW.plusSeconds(60), "{}");
        var order = BankOrderRow.open(bank, MERCHANT, "ORDER" + acts++, kind, Money.cny(amount), opening);
        assertThat(await(books.place(order))).isTrue();
        return order;
    }

    private long out() throws Exception {
        return await(books.charges(Optional.of(bank), Optional.empty(), Optional.empty(), 1000)).stream()
                .filter(charge -> charge.kind().direction() == ChargeKind.Direction.OUT)
                .mapToLong(charge -> charge.amount().minor())
                .sum();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
