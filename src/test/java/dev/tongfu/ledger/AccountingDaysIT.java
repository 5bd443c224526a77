package dev.tongfu.ledger;

import static dev.tongfu.ledger.LedgerFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountingDaysIT {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 23);

    private LedgerFixture ledger;
    private AccountingDays days;
    private int number;
    private LedgerChannel channel;

    @BeforeAll
    void open() {
        ledger = new LedgerFixture();
        days = new AccountingDays(ledger.pool, ledger.config);
    }

    @BeforeEach
    void nextBook() {
        number++;
        channel = new LedgerChannel("ch-" + number, "book" + number);
    }

    @AfterAll
    void close() {
        ledger.close();
    }

    @Test
    void whatComesForAClosingDayIsBookedOnTheNextOpenDayWithItsValueDate() {
        // Given
        ledger.given(payment("a", DATE));
        LedgerFixture.done(days.close(day(DATE)));

        // When
        ledger.given(payment("b", DATE));
        ledger.given(payment("c", DATE.minusDays(3)));

        // Then
        assertThat(accountingDate("a")).isEqualTo(DATE);
        assertThat(accountingDate("b")).isEqualTo(DATE.plusDays(1));
        assertThat(accountingDate("c")).isEqualTo(DATE.plusDays(1));
        assertThat(status(DATE.minusDays(3))).isEqualTo(AccountingDayStatus.FUTURE);
    }

    @Test
    void aPreparedDateThatHasClosedIsPreparedAgain() {
        // Given both days closed after they were remembered as open
        ledger.given(payment("a", DATE));
        LedgerFixture.done(days.close(day(DATE)));
        LedgerFixture.done(days.close(day(DATE.plusDays(1))));
        LedgerFixture.done(ledger.ownerPool
                .query("delete from accounting_day where status = 'open'")
                .execute());

        // When
        var refused = LedgerFixture.refusal(ledger.posting(payment("b", DATE)));
        ledger.given(payment("b", DATE));

        // Then
        assertThat(refused).isEqualTo(PostingRefusal.UNPREPARED);
        assertThat(accountingDate("b")).isEqualTo(DATE.plusDays(2));
    }

    @Test
    void aDayOpensWithTheMissingDaysBeforeIt() {
        // Given
        LedgerFixture.done(days.open(day(DATE)));

        // When
        LedgerFixture.done(days.open(day(DATE.plusDays(3))));

        // Then
        assertThat(List.of(status(DATE.plusDays(1)), status(DATE.plusDays(2)), status(DATE.plusDays(3))))
                .containsOnly(AccountingDayStatus.OPEN);
        assertThat(status(DATE.plusDays(4))).isEqualTo(AccountingDayStatus.FUTURE);
    }

    @Test
    void anEarlierOpenDayKeepsALaterOneOpen() {
        // Given
        LedgerFixture.done(days.open(day(DATE)));
        LedgerFixture.done(days.open(day(DATE.plusDays(1))));

        // When
        var early = await(days.close(day(DATE.plusDays(1))));
        var inOrder = await(days.close(day(DATE)));
        var twice = await(days.close(day(DATE)));

        // Then
        assertThat(List.of(early, inOrder, twice)).containsExactly(false, true, false);
    }

    @Test
    void aDayClosesOnlyWhenEveryTransactionBegunBeforeHasEnded() {
        // Given a posting of the day in a transaction that is not over
        ledger.given(payment("a", DATE));
        var connection = await(ledger.pool.getConnection());
        var tx = await(connection.begin());
        LedgerFixture.done(ledger.store.post(connection, payment("b", DATE)));
        LedgerFixture.done(days.close(day(DATE)));

        // When
        var whileWriting = await(days.drain(day(DATE)));
        end(connection, tx);
        LedgerFixture.until(() -> days.drain(day(DATE)));

        // Then
        assertThat(whileWriting).isFalse();
        assertThat(accountingDate("b")).isEqualTo(DATE);
        var row = ledger.rows(
                        "select transfer_count, watermark = (select max(id) from transfer where book = $1::text)"
                                + " from accounting_day where book = $1::text and status = 'closed'",
                        Tuple.of(channel.book()))
                .get(0);
        assertThat(row.getLong(0)).isEqualTo(2);
        assertThat(row.getBoolean(1)).isTrue();
    }

    @Test
    void aSnapshotFromBeforeTheDoorClosedIsWaitedForEvenWithoutATransactionNumber() {
        // Given a transaction that has read the day as open and has written nothing yet
        ledger.given(payment("a", DATE));
        var connection = await(ledger.pool.getConnection());
        var tx = await(connection.begin());
        LedgerFixture.done(connection
                .query("set transaction isolation level repeatable read")
                .execute()
                .compose(
                        done -> connection.query("select * from accounting_day").execute()));
        LedgerFixture.done(days.close(day(DATE)));

        // When
        var whileReading = await(days.drain(day(DATE)));
        LedgerFixture.done(ledger.store.post(connection, payment("b", DATE)));
        var whileWriting = await(days.drain(day(DATE)));
        end(connection, tx);
        LedgerFixture.until(() -> days.drain(day(DATE)));

        // Then
        assertThat(List.of(whileReading, whileWriting)).containsExactly(false, false);
        assertThat(accountingDate("b")).isEqualTo(DATE);
    }

    @Test
    void daysSealInOrderAndADayWithoutTransfersToo() {
        // Given
        ledger.given(payment("a", DATE));
        ledger.given(payment("b", DATE.plusDays(2)));

        // When
        var early = await(days.seal(day(DATE)));
        ledger.seal(channel.book(), DATE.plusDays(2));
        var again = await(days.advance(channel.book(), DATE.plusDays(2)));

        // Then
        assertThat(early).isInstanceOf(SealOutcome.NotReady.class);
        assertThat(again).isEmpty();
        assertThat(await(days.seal(day(DATE)))).isInstanceOf(SealOutcome.Sealed.class);
        assertThat(ledger.rows(
                        "select 1 from accounting_day d join accounting_day e on e.book = d.book"
                                + " and e.date = d.date + 1 and e.previous_seal = d.seal where d.book = $1::text",
                        Tuple.of(channel.book())))
                .hasSize(2);
        assertThat(ledger.rows(
                        "select code, debits, credits from accounting_day_total where book = $1::text"
                                + " order by date, code",
                        Tuple.of(channel.book())))
                .extracting(row -> row.getInteger(0) + " " + row.getLong(1) + " " + row.getLong(2))
                .containsExactly("1101 100 0", "2101 0 100", "1101 100 0", "2101 0 100");
    }

    @Test
    void aDayWhoseBooksDoNotAgreeIsNotSealed() {
        // Given
        ledger.given(payment("a", DATE));
        LedgerFixture.done(days.close(day(DATE)));
        LedgerFixture.until(() -> days.drain(day(DATE)));
        var id = Account.ofMerchant(AccountCode.MERCHANT_PENDING, "m" + number, CurrencyCode.CNY)
                .id();
        setCredits(id, 101);

        // When
        var wrong = await(days.seal(day(DATE)));
        setCredits(id, 100);
        var right = await(days.seal(day(DATE)));

        // Then
        assertThat(wrong).isEqualTo(new SealOutcome.Unproven(List.of(new Difference(id, "0 100 0 0", "0 101 0 0"))));
        assertThat(right).isInstanceOf(SealOutcome.Sealed.class);
    }

    private void setCredits(String account, long minor) {
        LedgerFixture.done(ledger.pool
                .preparedQuery("update balance set credits_posted = $1::bigint where account = $2::text")
                .execute(Tuple.of(minor, account)));
    }

    private List<Transfer> payment(String name, LocalDate date) {
        return PaymentPostings.succeeded("pay_" + number + name, "m" + number, channel, date, Money.cny(100));
    }

    private LocalDate accountingDate(String name) {
        return ledger.rows(
                        "select accounting_date from transfer where event_key = $1::text",
                        Tuple.of("pay_" + number + name + ":succeeded"))
                .get(0)
                .getLocalDate(0);
    }

    private AccountingDayStatus status(LocalDate date) {
        return await(days.status(day(date)));
    }

    private BookDate day(LocalDate date) {
        return new BookDate(channel.book(), date);
    }

    private static void end(SqlConnection connection, Transaction tx) {
        LedgerFixture.done(tx.commit());
        LedgerFixture.done(connection.close());
    }
}
