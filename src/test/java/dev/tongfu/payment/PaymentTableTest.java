package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.PaymentTable.Edge;
import dev.tongfu.payment.PaymentTable.Effect;
import dev.tongfu.payment.PaymentTable.Facts;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentTableTest {
    private static final EvidenceKind[] EVIDENCE = EvidenceKind.values();

    /** Columns in the order of {@link EvidenceKind}; a dot stays and does nothing. */
    private static final String PURCHASE_BEFORE_DEADLINE = """
            *
            created submitted succeeded+SN late_paid+LNA .A . . . . . . . . .
            awaiting_code . succeeded+SN late_paid+LNA .A . . . . . . . . .
            submitted . succeeded+SN late_paid+LNA .A . . . . . . . . .
            unknown . succeeded+SN late_paid+LNA .A . . . . . . . . .
            succeeded . .XA .XA .A . . . . . . . . .
            authorized . .A .A .A cancelled+RN . . . . . . . .
            captured . .XA .XA .A . . . . . . . . .
            cancelled . .A .A .A . . . . . . . . .
            expired . .A .A .A . . . . . . . . .
            failed . late_paid+LNA late_paid+LNA .A . . . . . . . . .
            closed . late_paid+LNA late_paid+LNA .A . . . . . . . . .
            late_paid . .XA .XA .A . . . . . . . . .
            late_refunded . .XA .XA .A . . . . . . . . .
            reversed . .XA .XA .A . . . . . . . . .
            """;

    private static final String PURCHASE_AFTER_GRACE = """
                          not_paid   declined
            created       .          .
            awaiting_code closed+N   .
            submitted     closed+N   failed+N
            unknown       closed+N   failed+N
            succeeded     .          .
            authorized    .          .
            captured      .          .
            cancelled     .          .
            expired       .          .
            failed        .          .
            closed        .          .
            late_paid     .          .
            late_refunded .          .
            reversed      .          .
            """;

    private static final String PREAUTH = """
                          paid       paid_late  authorised
            created       .          .A         authorized+HN
            awaiting_code .          .A         .A
            submitted     .          .A         authorized+HN
            unknown       .          .A         authorized+HN
            succeeded     .XA        .XA        .A
            authorized    .A         .A         .A
            captured      .XA        .XA        .A
            cancelled     .A         .A         .A
            expired       .A         .A         .A
            failed        late_paid+LNA late_paid+LNA .CA
            closed        late_paid+LNA late_paid+LNA .CA
            late_paid     .XA        .XA        .A
            late_refunded .XA        .XA        .A
            reversed      .XA        .XA        .A
            """;

    private static final String DEBIT_ANSWERED = """
                          declined   unknown
            created       .          unknown
            awaiting_code .          unknown
            submitted     failed+N   unknown
            unknown       failed+N   .
            succeeded     .          .
            authorized    .          .
            captured      .          .
            cancelled     .          .
            expired       .          .
            failed        .          .
            closed        .          .
            late_paid     .          .
            late_refunded .          .
            reversed      .          .
            """;

    static Stream<Arguments> everyPair() {
        var purchase = facts(PaymentKind.PURCHASE);
        var late = new Facts(PaymentKind.PURCHASE, true, false, true, true, false, false, false, false, false, false);
        var debit = new Facts(PaymentKind.DEBIT, true, false, false, false, false, false, false, true, false, false);
        return Stream.of(
                        rows("purchase", PURCHASE_BEFORE_DEADLINE, purchase),
                        rows("purchase after grace", PURCHASE_AFTER_GRACE, late),
                        rows("preauth", PREAUTH, facts(PaymentKind.PREAUTH)),
                        rows("debit answered", DEBIT_ANSWERED, debit))
                .flatMap(rows -> rows);
    }

    @ParameterizedTest(name = "{0}: {1} + {2} -> {4}")
    @MethodSource("everyPair")
    void everyStateAndEvidenceLeadsWhereTheTableSays(
            String table, PaymentStatus from, EvidenceKind evidence, Facts facts, String expected) {
        // When
        var edge = PaymentTable.decide(from, evidence, facts);

        // Then
        assertThat(edge).isEqualTo(edge(from, expected));
    }

    @Test
    void theFirstTableHasEveryPair() {
        assertThat(rows("purchase", PURCHASE_BEFORE_DEADLINE, facts(PaymentKind.PURCHASE)))
                .hasSize(PaymentStatus.values().length * EVIDENCE.length);
    }

    @Test
    void aReceiptBookedBeforeChangesNothingInAnyState() {
        var same = new Facts(PaymentKind.PURCHASE, true, true, false, false, false, false, false, false, false, false);

        for (var status : PaymentStatus.values()) {
            assertThat(PaymentTable.decide(status, EvidenceKind.PAID, same)).isEqualTo(edge(status, "."));
            assertThat(PaymentTable.decide(status, EvidenceKind.PAID_LATE, same))
                    .isEqualTo(edge(status, "."));
            assertThat(PaymentTable.decide(status, EvidenceKind.AUTHORISED, same))
                    .isEqualTo(edge(status, "."));
        }
    }

    @Test
    void moneyThatIsNotOursOnlyRaisesAnAlarmInAnyState() {
        var other = new Facts(PaymentKind.PURCHASE, false, false, true, true, true, false, true, true, false, false);

        for (var status : PaymentStatus.values()) {
            assertThat(PaymentTable.decide(status, EvidenceKind.PAID, other)).isEqualTo(edge(status, ".A"));
            assertThat(PaymentTable.decide(status, EvidenceKind.PAID_LATE, other))
                    .isEqualTo(edge(status, ".A"));
            assertThat(PaymentTable.decide(status, EvidenceKind.AUTHORISED, other))
                    .isEqualTo(edge(status, ".A"));
        }
    }

    @Test
    void nothingEndsUnpaidWhileAnotherAttemptIsUnclear() {
        var unclear = new Facts(PaymentKind.PURCHASE, true, false, true, true, true, true, true, false, false, false);

        for (var status : PaymentStatus.values()) {
            assertThat(PaymentTable.decide(status, EvidenceKind.NOT_PAID, unclear))
                    .isEqualTo(edge(status, "."));
            assertThat(PaymentTable.decide(status, EvidenceKind.DECLINED, unclear))
                    .isEqualTo(edge(status, "."));
        }
    }

    @Test
    void theMerchantsCloseEndsWhatIsKnownUnpaidBeforeTheDeadline() {
        var closing =
                new Facts(PaymentKind.PURCHASE, true, false, false, false, true, false, false, false, false, false);

        for (var status : Set.of(
                PaymentStatus.CREATED, PaymentStatus.SUBMITTED, PaymentStatus.UNKNOWN, PaymentStatus.AWAITING_CODE)) {
            assertThat(PaymentTable.decide(status, EvidenceKind.NOT_PAID, closing))
                    .isEqualTo(edge(status, "closed+N"));
        }
    }

    @Test
    void aRefusedOrderFailsThePaymentOnlyWhereTheMerchantFixedTheBank() {
        var fixed = new Facts(PaymentKind.PURCHASE, true, false, false, false, false, false, true, false, false, false);

        assertThat(PaymentTable.decide(PaymentStatus.CREATED, EvidenceKind.DECLINED, fixed))
                .isEqualTo(edge(PaymentStatus.CREATED, "failed+N"));
        assertThat(PaymentTable.decide(PaymentStatus.CREATED, EvidenceKind.DECLINED, facts(PaymentKind.PURCHASE)))
                .isEqualTo(edge(PaymentStatus.CREATED, "."));
    }

    @Test
    void aWrongCodeIsAskedForAgainWhileTriesAreLeft() {
        var left = new Facts(PaymentKind.KCODE, true, false, false, false, false, false, true, true, true, false);
        var none = new Facts(PaymentKind.KCODE, true, false, false, false, false, false, true, true, false, false);

        assertThat(PaymentTable.decide(PaymentStatus.SUBMITTED, EvidenceKind.WRONG_CODE, left))
                .isEqualTo(edge(PaymentStatus.SUBMITTED, "awaiting_code"));
        assertThat(PaymentTable.decide(PaymentStatus.SUBMITTED, EvidenceKind.WRONG_CODE, none))
                .isEqualTo(edge(PaymentStatus.SUBMITTED, "failed+N"));
        assertThat(PaymentTable.decide(PaymentStatus.SUBMITTED, EvidenceKind.DECLINED, left))
                .isEqualTo(edge(PaymentStatus.SUBMITTED, "failed+N"));
        assertThat(PaymentTable.decide(PaymentStatus.CREATED, EvidenceKind.CODE_SENT, left))
                .isEqualTo(edge(PaymentStatus.CREATED, "awaiting_code"));
    }

    @Test
    void whatNeverLeftUsEndsADebitAndACodeOrderAndLetsTheCodeBeGivenAgain() {
        for (var status : PaymentStatus.values()) {
            boolean first = status == PaymentStatus.CREATED;
            boolean submitted = status == PaymentStatus.SUBMITTED;
            assertThat(PaymentTable.decide(status, EvidenceKind.NOT_SENT, facts(PaymentKind.DEBIT)))
                    .isEqualTo(edge(status, first || submitted ? "failed+N" : "."));
            assertThat(PaymentTable.decide(status, EvidenceKind.NOT_SENT, facts(PaymentKind.KCODE)))
                    .isEqualTo(edge(status, first ? "failed+N" : submitted ? "awaiting_code" : "."));
        }
    }

    @Test
    void onlyACodeOrderThatNobodyAnsweredFailsBecauseItsCardIsGone() {
        for (var status : PaymentStatus.values()) {
            String expected = status == PaymentStatus.CREATED ? "failed+N" : ".";
            assertThat(PaymentTable.cardDataGone(status)).isEqualTo(edge(status, expected));
        }
    }

    @Test
    void aHoldWhoseLastDayHasPassedExpiresWhenTheBankHoldsNothing() {
        var over = new Facts(PaymentKind.PREAUTH, true, false, true, true, false, false, false, false, false, true);

        for (var evidence : Set.of(EvidenceKind.CANCELLED, EvidenceKind.NOT_PAID, EvidenceKind.DECLINED)) {
            assertThat(PaymentTable.decide(PaymentStatus.AUTHORIZED, evidence, over))
                    .isEqualTo(edge(PaymentStatus.AUTHORIZED, "expired+RN"));
        }
        assertThat(PaymentTable.decide(PaymentStatus.AUTHORIZED, EvidenceKind.UNKNOWN, over))
                .isEqualTo(edge(PaymentStatus.AUTHORIZED, "."));
    }

    @Test
    void onlyAnUntriedPaymentIsClosedWithoutAskingTheBank() {
        for (var status : PaymentStatus.values()) {
            String expected = status == PaymentStatus.CREATED ? "closed+N" : ".";
            assertThat(PaymentTable.close(status, false)).isEqualTo(edge(status, expected));
            assertThat(PaymentTable.close(status, true)).isEqualTo(edge(status, "."));
        }
    }

    @Test
    void onlyALatePaymentIsHonoured() {
        for (var status : PaymentStatus.values()) {
            String expected = status == PaymentStatus.LATE_PAID ? "succeeded+N" : ".";
            assertThat(PaymentTable.honour(status)).isEqualTo(edge(status, expected));
        }
    }

    private static Facts facts(PaymentKind kind) {
        return new Facts(kind, true, false, false, false, false, false, false, false, false, false);
    }

    private static Stream<Arguments> rows(String name, String table, Facts facts) {
        var lines = table.strip().lines().toList();
        var evidence = columns(lines.get(0));
        return lines.stream().skip(1).flatMap(line -> {
            var cells = line.strip().split("\\s+");
            return java.util.stream.IntStream.range(0, evidence.length)
                    .mapToObj(i -> Arguments.of(
                            name,
                            PaymentStatus.of(cells[0]),
                            EvidenceKind.valueOf(evidence[i].toUpperCase(java.util.Locale.ROOT)),
                            facts,
                            cells[i + 1]));
        });
    }

    /** A star: every kind of evidence, in its order. */
    private static String[] columns(String header) {
        return header.strip().equals("*")
                ? Arrays.stream(EvidenceKind.values()).map(Enum::name).toArray(String[]::new)
                : header.strip().split("\\s+");
    }

    /** {@code late_paid+LNA}: the state, then the effects by letter; {@code .XA} stays with effects. */
    private static Edge edge(PaymentStatus from, String cell) {
        String status = cell.startsWith(".") ? "" : cell.split("\\+")[0];
        String letters = cell.startsWith(".") ? cell.substring(1) : cell.contains("+") ? cell.split("\\+")[1] : "";
        var effects = letters.chars().mapToObj(PaymentTableTest::effect).collect(Collectors.toSet());
        return new Edge(status.isEmpty() ? from : PaymentStatus.of(status), Set.copyOf(effects));
    }

    private static Effect effect(int letter) {
        return Arrays.stream(Effect.values())
                .filter(effect -> letterOf(effect) == letter)
                .findFirst()
                .orElseThrow();
    }

    private static int letterOf(Effect effect) {
        return switch (effect) {
            case SUCCEED -> 'S';
            case LATE -> 'L';
            case EXTRA -> 'X';
            case HOLD -> 'H';
            case RELEASE -> 'R';
            case CANCEL_HOLD -> 'C';
            case NOTIFY -> 'N';
            case ALARM -> 'A';
        };
    }
}
