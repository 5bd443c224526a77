package dev.tongfu.ledger;

import static dev.tongfu.ledger.LedgerFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerVerificationIT {
    private static final LocalDate DATE = LocalDate.of(2026, 11, 23);
    private static final LedgerChannel CHANNEL = new LedgerChannel("abc-1", "abc");

    private LedgerFixture ledger;

    @BeforeEach
    void sealTwoDays() {
        ledger = new LedgerFixture();
        for (int i = 10; i < 30; i++) {
            ledger.given(
                    PaymentPostings.succeeded("pay_" + i, "m" + i % 3, CHANNEL, DATE.plusDays(i % 3), Money.cny(i)));
        }
        ledger.seal("abc", DATE.plusDays(1));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void untouchedBooksHold() {
        // When
        var report = verify();
        var proof = await(new LedgerProof(ledger.config, List.of()).prove(ledger.pool));

        // Then
        assertThat(report).isEqualTo(new LedgerVerification.Report(3, 20, 0, List.of()));
        assertThat(proof.holds()).isTrue();
        assertThat(proof.trial()).containsExactly(new LedgerProof.TrialBalance("CNY", 390, 390, 0, 0));
        assertThat(proof.heads())
                .extracting(LedgerProof.ChainHead::day)
                .containsExactly(new BookDate("abc", DATE.plusDays(1)));
    }

    @Test
    void aChangedRowIsNamed() {
        // Given
        ledger.tamper("update transfer set amount = amount + 1 where event_key = 'pay_12:succeeded'");

        // When
        var report = verify();

        // Then
        assertThat(report.findings())
                .contains(new Difference(
                        "transfer " + idOf("pay_12:succeeded") + " of abc@2026-11-23", "as it was written", "changed"))
                .contains(new Difference("2101/m0/CNY", "0 118 0 0", "0 117 0 0"))
                .anyMatch(finding -> finding.subject().equals("seal of abc@2026-11-23"));
    }

    @Test
    void aMissingRowIsNamed() {
        // Given
        var id = idOf("pay_13:succeeded");
        ledger.tamper("delete from transfer where event_key = 'pay_13:succeeded'");

        // When
        var report = verify();

        // Then
        assertThat(report.findings())
                .contains(new Difference("transfer " + id + " of event pay_13:succeeded", "booked", "missing"))
                .contains(new Difference("transfers of abc@2026-11-24", "7", "6"))
                .anyMatch(finding -> finding.subject().equals("seal of abc@2026-11-24"));
    }

    @Test
    void aRowRemovedWithItsKeyStillBreaksTheSealAndTheBalance() {
        // Given
        ledger.tamper("delete from transfer where event_key = 'pay_13:succeeded'");
        ledger.tamper("delete from transfer_key where event_key = 'pay_13:succeeded'");

        // When
        var report = verify();

        // Then
        assertThat(report.findings())
                .anyMatch(finding -> finding.subject().equals("seal of abc@2026-11-24"))
                .anyMatch(finding -> finding.subject().equals("2101/m1/CNY"));
    }

    @Test
    void anInsertedRowIsNamed() {
        // Given a copy under another key, in a sealed day and in an open one
        ledger.tamper(copyOf("pay_12:succeeded"));
        ledger.tamper(copyOf("pay_14:succeeded"));

        // When
        var report = verify();

        // Then
        assertThat(report.findings())
                .filteredOn(finding -> finding.actual().equals("inserted"))
                .extracting(Difference::subject)
                .containsExactlyInAnyOrder("transfer trf_9 of abc@2026-11-23", "transfer trf_9 of abc@2026-11-25");
    }

    @Test
    void rowsInAnotherOrderAreNamed() {
        // Given two rows of a sealed day with each other's place
        var first = idOf("pay_12:succeeded");
        var second = idOf("pay_15:succeeded");
        ledger.tamper("update transfer set id = 'x' where id = '" + first + "'");
        ledger.tamper("update transfer set id = '" + first + "' where id = '" + second + "'");
        ledger.tamper("update transfer set id = '" + second + "' where id = 'x'");

        // When
        var report = verify();

        // Then
        assertThat(report.findings())
                .filteredOn(finding -> finding.actual().equals("reordered"))
                .extracting(Difference::subject)
                .containsExactlyInAnyOrder(
                        "transfer " + first + " of abc@2026-11-23", "transfer " + second + " of abc@2026-11-23");
        assertThat(report.findings()).anyMatch(finding -> finding.subject().equals("seal of abc@2026-11-23"));
    }

    @Test
    void aSealMadeAnewBreaksTheChain() {
        // Given
        ledger.tamper("update accounting_day set seal = sha256('x') where date = '2026-11-23'");

        // When
        var report = verify();

        // Then
        assertThat(report.findings())
                .extracting(Difference::subject)
                .containsExactly("seal of abc@2026-11-23", "chain at abc@2026-11-24");
    }

    @Test
    void aDayThatWasRemovedIsMissed() {
        // Given
        ledger.tamper("delete from accounting_day where date = '2026-11-23'");

        // When
        var report = verify();

        // Then
        assertThat(report.findings())
                .extracting(Difference::subject)
                .contains("chain at abc@2026-11-24", "abc@2026-11-23");
    }

    @Test
    void theProofNamesAWrongBalanceAndAnIdentityOfAnotherFeature() {
        // Given
        LedgerFixture.done(ledger.pool
                .preparedQuery("update balance set debits_posted = 1 where account = $1::text")
                .execute(Tuple.of(Account.ofMerchant(AccountCode.MERCHANT_PENDING, "m0", CurrencyCode.CNY)
                        .id())));

        // When
        var proof = await(new LedgerProof(ledger.config, List.of(new Broken())).prove(ledger.pool));

        // Then
        assertThat(proof.holds()).isFalse();
        assertThat(proof.trial()).noneMatch(LedgerProof.TrialBalance::isZero);
        assertThat(proof.checks())
                .filteredOn(check -> !check.differences().isEmpty())
                .extracting(LedgerProof.Check::identity)
                .containsExactly("balances are the sum of the transfers", "I10 of payments");
    }

    private LedgerVerification.Report verify() {
        return await(new LedgerVerification(ledger.pool, ledger.config).verify());
    }

    private String idOf(String eventKey) {
        return ledger.rows("select id from transfer where event_key = $1::text", Tuple.of(eventKey))
                .get(0)
                .getString(0);
    }

    private static String copyOf(String eventKey) {
        return """
                insert into transfer
                select 'trf_9', event_key || ':x', template, kind, debit, credit, amount, currency, pending_id,
                       pending_amount, source_id, book, accounting_date, value_date, booked_at
                from transfer where event_key = '%s'
                """.formatted(eventKey);
    }

    /** An identity that never holds. */
    private static final class Broken implements Identity {
        @Override
        public String name() {
            return "I10 of payments";
        }

        @Override
        public Future<List<Difference>> check(SqlClient client) {
            return Future.succeededFuture(List.of(new Difference("pay_1", "1", "2")));
        }
    }
}
