package dev.tongfu.ledger;

import static dev.tongfu.ledger.LedgerFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.ledger.TransferMonths.Archived;
import dev.tongfu.money.Money;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TransferMonthsIT {
    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);
    private static final LocalDate LAST_OF_JANUARY = LocalDate.of(2026, 1, 31);
    private static final LedgerChannel CHANNEL = new LedgerChannel("abc-1", "abc");

    private LedgerFixture ledger;
    private TransferMonths months;

    @BeforeEach
    void open() {
        ledger = new LedgerFixture();
        months = new TransferMonths(ledger.database.config());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void paid(String payment, LocalDate date) {
        ledger.given(PaymentPostings.succeeded(payment, "m1", CHANNEL, date, Money.cny(700)));
    }

    private static void run(Pool pool, String sql) {
        LedgerFixture.done(pool.query(sql).execute());
    }

    private List<String> places() {
        return ledger
                .rows(
                        "select tableoid::regclass || ' ' || event_key as place from (select tableoid, event_key from"
                                + " public.transfer union all select tableoid, event_key from archive.transfer) every"
                                + " order by event_key",
                        Tuple.tuple())
                .stream()
                .map(row -> row.getString("place"))
                .toList();
    }

    @Test
    void monthsThatAreMissingAreMadeOnce() {
        // Given
        var first = YearMonth.of(2028, 11);

        // When
        var made = months.ahead(first, 5);
        var again = months.ahead(first, 5);
        paid("pay_1", LocalDate.of(2029, 2, 3));

        // Then
        assertThat(made).containsExactly(YearMonth.of(2029, 1), YearMonth.of(2029, 2), YearMonth.of(2029, 3));
        assertThat(again).isEmpty();
        assertThat(places()).containsExactly("transfer_2029_02 pay_1:succeeded");
        assertThatThrownBy(() -> run(ledger.ownerPool, "update transfer set amount = 1"))
                .hasMessageContaining("transfers are never changed");
    }

    @Test
    void aSealedMonthIsArchivedAndStillProved() {
        // Given
        paid("pay_1", LAST_OF_JANUARY);
        paid("pay_2", LAST_OF_JANUARY.plusDays(1));
        ledger.seal("abc", LAST_OF_JANUARY);

        // When
        var results = months.archive(FEBRUARY);
        paid("pay_3", LAST_OF_JANUARY.plusDays(1));

        // Then
        assertThat(results).containsExactly(new Archived(JANUARY, ""));
        assertThat(places())
                .containsExactly(
                        "archive.transfer_2026_01 pay_1:succeeded",
                        "transfer_2026_02 pay_2:succeeded",
                        "transfer_2026_02 pay_3:succeeded");
        assertThat(await(new LedgerVerification(ledger.pool, ledger.config).verify())
                        .findings())
                .isEmpty();
        assertThat(await(new LedgerProof(ledger.config, List.of()).prove(ledger.pool))
                        .holds())
                .isTrue();
        assertThat(months.archive(FEBRUARY)).isEmpty();
    }

    @Test
    void anArchivedTransferIsNeitherChangedNorWrittenByAnybody() {
        // Given
        paid("pay_1", LAST_OF_JANUARY);
        ledger.seal("abc", LAST_OF_JANUARY);
        assertThat(months.archive(FEBRUARY)).containsExactly(new Archived(JANUARY, ""));

        // Then
        for (String act : List.of(
                "update archive.transfer set amount = 1",
                "delete from archive.transfer",
                "truncate archive.transfer")) {
            assertThatThrownBy(() -> run(ledger.ownerPool, act))
                    .as(act)
                    .hasMessageContaining("transfers are never changed");
        }
        assertThatThrownBy(() -> run(ledger.pool, "insert into archive.transfer select * from archive.transfer"))
                .hasMessageContaining("permission denied");
        run(ledger.ownerPool, "alter table archive.transfer disable trigger all");
        run(ledger.ownerPool, "update archive.transfer set amount = amount + 1");
        assertThat(await(new LedgerVerification(ledger.pool, ledger.config).verify())
                        .findings())
                .isNotEmpty();
    }

    @Test
    void aMonthWithAnOpenDayStaysAndSoDoAllAfterIt() {
        // Given
        paid("pay_1", LAST_OF_JANUARY);

        // When
        var results = months.archive(YearMonth.of(2026, 4));

        // Then
        assertThat(results).hasSize(1);
        assertThat(results.get(0).why()).startsWith("the day abc@2026-01-").endsWith("is open");
        assertThat(places()).containsExactly("transfer_2026_01 pay_1:succeeded");
    }

    @Test
    void aMonthInWhichSomethingIsStillReservedStays() {
        // Given
        paid("pay_1", LAST_OF_JANUARY);
        var source = Account.ofMerchant(
                AccountCode.MERCHANT_PENDING, "m1", Money.cny(1).currency());
        ledger.given(RefundPostings.reserved("ref_1", source, CHANNEL, LAST_OF_JANUARY, Money.cny(5)));
        ledger.seal("abc", LAST_OF_JANUARY);

        // When
        var results = months.archive(FEBRUARY);

        // Then
        assertThat(results).containsExactly(new Archived(JANUARY, "ref_1:reserve is still to be decided"));
        ledger.given(RefundPostings.failed("ref_1", source, CHANNEL, LAST_OF_JANUARY.plusDays(1), Money.cny(5)));
        assertThat(months.archive(FEBRUARY)).containsExactly(new Archived(JANUARY, ""));
    }
}
