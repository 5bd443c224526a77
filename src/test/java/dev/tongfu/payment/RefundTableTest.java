package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.RefundTable.Edge;
import dev.tongfu.payment.RefundTable.Effect;
import dev.tongfu.payment.RefundTable.Facts;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefundTableTest {
    /**
     * Columns in the order of {@link EvidenceKind}; a dot stays and does nothing, letters behind a plus or the dot are
     * effects.
     */
    private static final String TABLE = """
            created . .A .A . . . . . failed+RN . . . .
            submitted processing succeeded+PN succeeded+PN . . processing unknown failed+RN . . . unknown .
            processing . succeeded+PN succeeded+PN . . . unknown failed+RN . . . unknown .
            unknown . succeeded+PN succeeded+PN . . . . failed+RN . . . . .
            succeeded . .A .A . . . . . . . . . .
            failed . succeeded+VNA succeeded+VNA . . . . . . . . . .
            returned . .A .A . . . . . . . . . .
            """;

    private static final Facts USUAL = new Facts(true, true, false, true, false, false);

    private static final List<EvidenceKind> KINDS = List.of(EvidenceKind.values());

    static Stream<Arguments> everyPair() {
        return TABLE.strip().lines().flatMap(line -> {
            var cells = line.strip().split("\\s+");
            return IntStream.range(1, cells.length)
                    .mapToObj(i -> Arguments.of(RefundStatus.of(cells[0]), KINDS.get(i - 1), cells[i]));
        });
    }

    @ParameterizedTest(name = "{0} + {1} -> {2}")
    @MethodSource("everyPair")
    void everyStateAndEvidenceLeadsWhereTheTableSays(RefundStatus from, EvidenceKind evidence, String expected) {
        assertThat(RefundTable.decide(from, evidence, USUAL)).isEqualTo(edge(from, expected));
    }

    @Test
    void theTableHasEveryPair() {
        assertThat(everyPair()).hasSize(RefundStatus.values().length * EvidenceKind.values().length);
    }

    @Test
    void aReplyThatIsBookedOrOfAnotherAmountMovesNothing() {
        var booked = new Facts(true, true, true, true, false, false);
        var other = new Facts(true, false, false, true, false, false);

        for (var status : RefundStatus.values()) {
            assertThat(RefundTable.decide(status, EvidenceKind.PAID, booked)).isEqualTo(edge(status, "."));
            assertThat(RefundTable.decide(status, EvidenceKind.PAID, other)).isEqualTo(edge(status, ".A"));
        }
    }

    @Test
    void anEarlierCallCanOnlyProveThatMoneyWentBack() {
        var earlier = new Facts(false, true, false, true, false, true);

        for (var evidence :
                Set.of(EvidenceKind.DECLINED, EvidenceKind.NOT_SENT, EvidenceKind.UNKNOWN, EvidenceKind.PROCESSING)) {
            for (var status : RefundStatus.values()) {
                assertThat(RefundTable.decide(status, evidence, earlier)).isEqualTo(edge(status, "."));
            }
        }
        assertThat(RefundTable.decide(RefundStatus.SUBMITTED, EvidenceKind.PAID, earlier))
                .isEqualTo(edge(RefundStatus.SUBMITTED, "succeeded+PN"));
    }

    @Test
    void aRefusedVoidIsReplacedAndNeverAfterUnknown() {
        var voided = new Facts(true, true, false, true, true, false);

        assertThat(RefundTable.decide(RefundStatus.SUBMITTED, EvidenceKind.DECLINED, voided))
                .isEqualTo(edge(RefundStatus.SUBMITTED, ".E"));
        assertThat(RefundTable.decide(RefundStatus.UNKNOWN, EvidenceKind.DECLINED, voided))
                .isEqualTo(edge(RefundStatus.UNKNOWN, "failed+RN"));
    }

    @Test
    void whatNeverLeftUsFailsOnlyWhenItIsGivenUp() {
        var givenUp = new Facts(true, true, false, true, false, true);

        assertThat(RefundTable.decide(RefundStatus.SUBMITTED, EvidenceKind.NOT_SENT, givenUp))
                .isEqualTo(edge(RefundStatus.SUBMITTED, "failed+RN"));
    }

    @Test
    void aFailedRefundThatIsProvenBeyondWhatWasTakenIsAShortage() {
        var beyond = new Facts(true, true, false, false, false, false);

        assertThat(RefundTable.decide(RefundStatus.FAILED, EvidenceKind.PAID, beyond))
                .isEqualTo(edge(RefundStatus.FAILED, "succeeded+BNA"));
    }

    @Test
    void onlyWhatWentBackCanBeReturned() {
        for (var status : RefundStatus.values()) {
            String expected = status == RefundStatus.SUCCEEDED ? "returned+N" : ".";
            assertThat(RefundTable.returned(status)).isEqualTo(edge(status, expected));
        }
    }

    private static Edge edge(RefundStatus from, String cell) {
        String status = cell.startsWith(".") ? "" : cell.split("\\+")[0];
        String letters = cell.startsWith(".") ? cell.substring(1) : cell.contains("+") ? cell.split("\\+")[1] : "";
        var effects = letters.chars().mapToObj(RefundTableTest::effect).collect(Collectors.toSet());
        return new Edge(status.isEmpty() ? from : RefundStatus.of(status), Set.copyOf(effects));
    }

    private static Effect effect(int letter) {
        return Arrays.stream(Effect.values())
                .filter(effect -> letterOf(effect) == letter)
                .findFirst()
                .orElseThrow();
    }

    private static int letterOf(Effect effect) {
        return switch (effect) {
            case PAY -> 'P';
            case RELEASE -> 'R';
            case PROVEN -> 'V';
            case BEYOND -> 'B';
            case REPLACE -> 'E';
            case NOTIFY -> 'N';
            case ALARM -> 'A';
        };
    }
}
