package dev.tongfu.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.reconciliation.Findings.Matched;
import dev.tongfu.reconciliation.Findings.OpenLine;
import dev.tongfu.reconciliation.Findings.OpenMovement;
import dev.tongfu.reconciliation.Findings.Ours;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunPlannerTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final Run RUN = new Run("run_X", "abc-1", "abc", DAY, 1, 1, RunStatus.CLASSIFIED);
    private static final Terms TAKEN = new Terms(false, merchant -> false, kind -> 2, 3);

    private static Ours ours(String id, String template, boolean in, LocalDate date) {
        return new Ours(
                id,
                template,
                date,
                in,
                in ? "payment" : "refund",
                1_000,
                CurrencyCode.CNY,
                "m_1",
                "pay_" + id,
                "res_" + id,
                "REF" + id,
                null);
    }

    private static OpenLine line(String id, boolean in, String kind, @Nullable String order) {
        return new OpenLine(
                "lin_" + id, 1, in, kind, "REF" + id, null, 1_000, 0, CurrencyCode.CNY, DAY, null, null, false, order);
    }

    private static Matched fee(String id, long fee, long expected) {
        return new Matched("lin_" + id, 1, DAY, "our_ref", 1_000, fee, expected, null, ours(id, "P1", true, DAY));
    }

    private static Findings lines(OpenLine... lines) {
        return new Findings(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(lines),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of());
    }

    private static Findings movements(List<Findings.Known> known, Set<LocalDate> ran, Ours... ours) {
        return new Findings(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(ours).stream().map(OpenMovement::new).toList(),
                known,
                List.of(),
                ran,
                Set.of());
    }

    private static Findings differing(List<Matched> rows) {
        return new Findings(
                List.of(), List.of(), rows, List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of());
    }

    private static RunPlan plan(Findings found) {
        return new RunPlanner(RUN, TAKEN, found).plan();
    }

    private static List<String> postings(RunPlan plan) {
        return plan.postings().stream()
                .map(Targets.Delta::transfer)
                .map(t -> t.eventKey() + " " + t.template() + " " + t.debit().id() + " "
                        + t.credit().id() + " " + t.amount().minor())
                .toList();
    }

    private static List<String> breaks(RunPlan plan) {
        return plan.news().stream()
                .map(row -> row.code() + " " + row.status() + " " + row.side() + " " + row.suspense())
                .sorted()
                .toList();
    }

    @Test
    void aChargebackAndAFeeLineAreInSuspenseWithTheirFee() {
        var charge = new OpenLine(
                "lin_c", 1, false, "chargeback", "X", null, 70, 5, CurrencyCode.CNY, DAY, null, null, false, null);

        var plan = plan(lines(charge));

        assertThat(postings(plan)).containsExactly("lin_c:suspense B2 1201/abc-1/CNY 1102/abc-1/CNY 75");
        assertThat(breaks(plan)).containsExactly("bank_only open shortage 75");
    }

    @Test
    void anInvoiceIsPaidFromWhatWasAccrued() {
        var terms = new Terms(true, merchant -> false, kind -> 0, 0);
        var accrued = new Findings(
                List.of(),
                List.of(new Findings.Fee("payment", "m_1", CurrencyCode.CNY, 60, 0)),
                List.of(),
                List.of(),
                List.of(line("f", false, "fee", null)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of());

        var plan = new RunPlanner(RUN, terms, accrued).plan();

        assertThat(postings(plan))
                .containsExactly(
                        "run_X:fee:payment K5 5101/abc-1/CNY 2401/abc-1/CNY 60",
                        "lin_f:fee K5 2401/abc-1/CNY 1102/abc-1/CNY 1000");
        assertThat(plan.news()).isEmpty();
    }

    @Test
    void anOrderOfOursInTheOtherDirectionIsAKindAndInItsOwnIsBankPaid() {
        var plan = plan(lines(line("a", false, "refund", "in"), line("b", true, "payment", "in")));

        assertThat(breaks(plan)).containsExactly("bank_paid open surplus 1000", "kind open shortage 1000");
    }

    @Test
    void feesWithinToleranceAreBookedInOrderOfTheLinesUpToTheCapWhateverOrderTheyCameIn() {
        var rows = new ArrayList<>(List.of(fee("a", 12, 10), fee("b", 11, 10), fee("c", 11, 10), fee("d", 7, 10)));
        var expected = plan(differing(rows));

        Collections.reverse(rows);
        var plan = plan(differing(rows));

        assertThat(postings(plan)).isEqualTo(postings(expected));
        assertThat(breaks(plan))
                .containsExactly(
                        "fee_difference cleared null 0",
                        "fee_difference cleared null 0",
                        "fee_difference open shortage 1",
                        "fee_difference open surplus 3");
        assertThat(postings(plan)).contains("run_X:fee_diff:more B11 5102/abc-1/CNY 1102/abc-1/CNY 3");
    }

    @Test
    void whatIsOursIsCarriedOnItsOwnDayAndOpenAfterALaterOne() {
        var own = ours("a", "P1", true, DAY);
        var earlier = ours("b", "P1", true, DAY.minusDays(1));
        var unread = ours("c", "P1", true, DAY.minusDays(2));

        var plan = plan(movements(List.of(), Set.of(DAY.minusDays(1)), own, earlier, unread));

        assertThat(breaks(plan)).containsExactly("platform_only carried null 0", "platform_only open shortage 1000");
    }

    @Test
    void whatALaterRunHasPassedIsNotCarriedAgain() {
        var plan = plan(movements(List.of(), Set.of(DAY, DAY.plusDays(1)), ours("a", "P1", true, DAY)));

        assertThat(breaks(plan)).containsExactly("platform_only open shortage 1000");
    }

    @Test
    void onlyMoneyThatTheMerchantHasIsFrozen() {
        var owned = ours("a", "P1", true, DAY);
        var late = ours("b", "P2", true, DAY);
        var known = List.of(refused(owned), refused(late));

        var plan = plan(movements(known, Set.of(), owned, late));

        assertThat(plan.freezes()).containsExactly(new RunPlan.Freeze("m_1", "pay_a"));
        assertThat(plan.changes())
                .extracting(
                        change -> change.row().suspense() + " " + change.row().frozen())
                .containsExactlyInAnyOrder("1000 1000", "1000 0");
    }

    private static Findings.Known refused(Ours ours) {
        var row = new Breaks("abc-1").ofMovement(ours, "bank_unpaid", "open", "query_refused", 0, 0);
        return new Findings.Known(row, 1, false);
    }

    private static Break surplus(String status, @Nullable String line, String rule) {
        return new Break(
                "brk_d",
                DAY,
                "bank_only",
                status,
                true,
                50,
                CurrencyCode.CNY,
                "surplus",
                50,
                0,
                line,
                line == null ? null : 1,
                null,
                null,
                null,
                null,
                null,
                null,
                rule,
                new JsonObject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"payout_returned", "payout_twice", "refund_beyond"})
    void whatNoStatementSpeaksOfIsNotClearedByARunOfItsDay(String rule) {
        var known = new Findings.Known(surplus("open", null, rule), 1, false);

        var plan = plan(movements(List.of(known), Set.of()));

        assertThat(plan.changes()).isEmpty();
    }

    @Test
    void whatPeopleAreAtIsNeitherClearedNorTakenBack() {
        var decided = surplus("proposed", "lin_d", "no_movement");
        var posted = new Findings.Net(DAY, "lin_d:suspense", "B1", "1102/abc-1/CNY", "2301/abc-1/CNY", 50, 1, "CNY");
        var found = new Findings(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new Findings.Known(decided, 2, false)),
                List.of(posted),
                Set.of(),
                Set.of());

        var plan = plan(found);

        assertThat(plan.postings()).isEmpty();
        assertThat(plan.changes()).isEmpty();
    }

    @Test
    void whatIsGoneIsTakenBackUnderTheNextKey() {
        var posted = new Findings.Net(DAY, "lin_d:suspense", "B1", "1102/abc-1/CNY", "2301/abc-1/CNY", 50, 1, "CNY");
        var found = new Findings(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(posted),
                Set.of(),
                Set.of());

        assertThat(postings(plan(found))).containsExactly("lin_d:suspense:v2 B1 2301/abc-1/CNY 1102/abc-1/CNY 50");
    }
}
