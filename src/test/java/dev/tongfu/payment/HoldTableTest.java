package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.HoldTable.Effect;
import dev.tongfu.payment.HoldTable.Facts;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HoldTableTest {
    /** Columns in the order of {@link EvidenceKind}; a dot stays. */
    private static final String CAPTURE = """
            created . . . . . . . . failed . . . .
            submitted processing succeeded . . . processing unknown failed . . . unknown .
            processing . succeeded . . . . unknown failed . . . unknown .
            unknown . succeeded . . . . . failed . . . . .
            succeeded . . . . . . . . . . . . .
            failed . succeeded . . . . . . . . . . .
            """;

    private static final String CANCEL = """
            created . . . . . . . . failed . . . .
            submitted processing . . . succeeded processing unknown failed . . . unknown .
            processing . . . . succeeded . unknown failed . . . unknown .
            unknown . . . . succeeded . . failed . . . . .
            succeeded . . . . . . . . . . . . .
            failed . . . . succeeded . . . . . . . .
            """;

    private static final Facts USUAL = new Facts(true, false, false);

    private static final List<EvidenceKind> KINDS = List.of(EvidenceKind.values());

    static Stream<Arguments> everyPair() {
        return Stream.concat(rows(HoldAct.Kind.CAPTURE, CAPTURE), rows(HoldAct.Kind.CANCEL, CANCEL));
    }

    private static Stream<Arguments> rows(HoldAct.Kind kind, String table) {
        return table.strip().lines().flatMap(line -> {
            var cells = line.strip().split("\\s+");
            var from = HoldActStatus.of(cells[0]);
            return IntStream.range(1, cells.length)
                    .mapToObj(i -> Arguments.of(
                            kind, from, KINDS.get(i - 1), cells[i].equals(".") ? from : HoldActStatus.of(cells[i])));
        });
    }

    @ParameterizedTest(name = "{0}: {1} + {2} -> {3}")
    @MethodSource("everyPair")
    void everyStateAndEvidenceLeadsWhereTheTableSays(
            HoldAct.Kind kind, HoldActStatus from, EvidenceKind evidence, HoldActStatus expected) {
        assertThat(HoldTable.decide(kind, from, evidence, USUAL)).isEqualTo(expected);
    }

    @Test
    void theTablesHaveEveryPair() {
        assertThat(everyPair()).hasSize(2 * HoldActStatus.values().length * EvidenceKind.values().length);
    }

    @Test
    void anotherAmountOrACallThatIsBookedMovesNothing() {
        for (var facts : Set.of(new Facts(false, false, false), new Facts(true, true, false))) {
            for (var status : HoldActStatus.values()) {
                assertThat(HoldTable.decide(HoldAct.Kind.CAPTURE, status, EvidenceKind.PAID, facts))
                        .isEqualTo(status);
            }
        }
    }

    @Test
    void aCaptureTakesWhatIsHeldOrWasLetGoAndNothingElse() {
        for (var status : PaymentStatus.values()) {
            var edge = HoldTable.payment(HoldAct.Kind.CAPTURE, status);
            var expected = switch (status) {
                case AUTHORIZED -> Set.of(Effect.CAPTURE);
                case CANCELLED, EXPIRED -> Set.of(Effect.CAPTURE_LATER, Effect.ALARM);
                default -> Set.of(Effect.ALARM);
            };
            assertThat(edge.effects()).isEqualTo(expected);
            boolean moves = status == PaymentStatus.AUTHORIZED
                    || status == PaymentStatus.CANCELLED
                    || status == PaymentStatus.EXPIRED;
            assertThat(edge.to()).isEqualTo(moves ? PaymentStatus.CAPTURED : status);
        }
    }

    @Test
    void aCancelEndsOnlyAHold() {
        for (var status : EnumSet.complementOf(EnumSet.of(PaymentStatus.AUTHORIZED))) {
            assertThat(HoldTable.payment(HoldAct.Kind.CANCEL, status).to()).isEqualTo(status);
        }
        assertThat(HoldTable.payment(HoldAct.Kind.CANCEL, PaymentStatus.AUTHORIZED))
                .isEqualTo(new HoldTable.Edge(PaymentStatus.CANCELLED, Set.of(Effect.RELEASE)));
    }
}
