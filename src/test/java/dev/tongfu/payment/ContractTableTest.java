package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.ContractTable.Edge;
import dev.tongfu.payment.ContractTable.Effect;
import dev.tongfu.payment.ContractTable.Facts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractTableTest {
    /** By SMS, the call with the code under way. A dot stays and does nothing; letters are effects. */
    private static final String SMS = """
            - accepted code_sent wrong_code signed not_signed terminated declined not_sent unknown other
            created . awaiting_code . signed+N failed+N terminated+N failed+N failed+N . .
            awaiting_payer . . . signed+N . terminated+N failed+N . . .
            awaiting_code . . . signed+N . terminated+N failed+N . unknown .
            unknown . . failed+N signed+N . terminated+N failed+N . . .
            signed . . . . .A terminated+N . . . .
            failed . . . .A . . . . . .
            expired . . . .A . . . . . .
            terminating . . . . .A terminated+N . . . .
            terminated . . . . . . . . . .
            """;

    /** On the bank's page, whose time is over; no call under way, no tries left. */
    private static final String PAGE_OVER = """
            - accepted code_sent wrong_code signed not_signed terminated declined not_sent unknown other
            created awaiting_payer . . signed+N failed+N terminated+N failed+N . . .
            awaiting_payer . . . signed+N expired+N terminated+N failed+N . . .
            awaiting_code . . failed+N signed+N expired+N terminated+N . . . .
            unknown . . failed+N signed+N expired+N terminated+N failed+N . . .
            signed . . . . .A terminated+N . . . .
            failed . . . .A . . . . . .
            expired . . . .A . . . . . .
            terminating . . . . .A terminated+N . . . .
            terminated . . . . . . . . . .
            """;

    /** About the call that ends it: asked after when it was over, and tried often enough to be sent. */
    private static final String ENDING = """
            - accepted code_sent wrong_code signed not_signed terminated declined not_sent unknown other
            signed . . . . .A terminated+N . . . .
            failed . . . .A . . . . . .
            expired . . . .A . . . . . .
            terminating . . . signed+N .A terminated+N signed+N signed+N . .
            terminated . . . . . . . . . .
            """;

    private static final Facts BY_SMS = new Facts(false, true, false, true, false, false, false);
    private static final Facts BY_PAGE = new Facts(false, false, true, false, true, true, false);
    private static final Facts AT_ITS_END = new Facts(true, false, true, true, true, false, true);

    static Stream<Arguments> everyPair() {
        return Stream.of(rows("sms", SMS, BY_SMS), rows("page", PAGE_OVER, BY_PAGE), rows("end", ENDING, AT_ITS_END))
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> rows(String name, String table, Facts facts) {
        var lines = table.strip().lines().toList();
        var evidence = lines.get(0).strip().split("\\s+");
        return lines.stream().skip(1).flatMap(line -> {
            var cells = line.strip().split("\\s+");
            return IntStream.range(1, evidence.length)
                    .mapToObj(i -> Arguments.of(
                            name,
                            ContractStatus.of(cells[0]),
                            ContractEvidence.valueOf(evidence[i].toUpperCase(Locale.ROOT)),
                            facts,
                            cells[i]));
        });
    }

    @ParameterizedTest(name = "{0}: {1} + {2} -> {4}")
    @MethodSource("everyPair")
    void everyStateAndEvidenceLeadsWhereTheTableSays(
            String table, ContractStatus from, ContractEvidence evidence, Facts facts, String expected) {
        assertThat(ContractTable.decide(from, evidence, facts)).isEqualTo(edge(from, expected));
    }

    @Test
    void theTablesOfSigningHaveEveryPair() {
        int pairs = ContractStatus.values().length * ContractEvidence.values().length;

        assertThat(rows("sms", SMS, BY_SMS)).hasSize(pairs);
        assertThat(rows("page", PAGE_OVER, BY_PAGE)).hasSize(pairs);
    }

    @Test
    void whatTheBankSaysToAnotherCodeEndsNothing() {
        var resent = new Facts(false, false, false, true, false, false, false);

        for (var evidence : Set.of(ContractEvidence.DECLINED, ContractEvidence.NOT_SENT, ContractEvidence.UNKNOWN)) {
            assertThat(ContractTable.decide(ContractStatus.AWAITING_CODE, evidence, resent))
                    .isEqualTo(edge(ContractStatus.AWAITING_CODE, "."));
        }
    }

    @Test
    void oneThatWasAnsweredUnclearlyWaitsForAnotherCodeUntilItsTimeIsOver() {
        var unclear = new Facts(false, false, true, true, false, false, false);
        var over = new Facts(false, false, true, true, true, false, false);

        assertThat(ContractTable.decide(ContractStatus.CREATED, ContractEvidence.NOT_SIGNED, unclear))
                .isEqualTo(edge(ContractStatus.CREATED, "."));
        assertThat(ContractTable.decide(ContractStatus.CREATED, ContractEvidence.NOT_SIGNED, over))
                .isEqualTo(edge(ContractStatus.CREATED, "failed+N"));
    }

    @Test
    void theEndOfOneIsWaitedForWhileItsCallIsUnderWay() {
        var underWay = new Facts(true, true, false, true, true, false, false);

        for (var evidence : Set.of(ContractEvidence.SIGNED, ContractEvidence.NOT_SENT, ContractEvidence.UNKNOWN)) {
            assertThat(ContractTable.decide(ContractStatus.TERMINATING, evidence, underWay))
                    .isEqualTo(edge(ContractStatus.TERMINATING, "."));
        }
    }

    @Test
    void onlyWhatIsInForceExpiresByTheCalendarOrIsEnded() {
        for (var status : ContractStatus.values()) {
            boolean signed = status == ContractStatus.SIGNED;
            assertThat(ContractTable.lastDayPassed(status)).isEqualTo(edge(status, signed ? "expired+N" : "."));
            assertThat(ContractTable.end(status)).isEqualTo(edge(status, signed ? "terminating" : "."));
        }
    }

    private static Edge edge(ContractStatus from, String cell) {
        String status = cell.startsWith(".") ? "" : cell.split("\\+")[0];
        String letters = cell.startsWith(".") ? cell.substring(1) : cell.contains("+") ? cell.split("\\+")[1] : "";
        var effects = letters.chars().mapToObj(ContractTableTest::effect).collect(Collectors.toSet());
        return new Edge(status.isEmpty() ? from : ContractStatus.of(status), Set.copyOf(effects));
    }

    private static Effect effect(int letter) {
        return Arrays.stream(Effect.values())
                .filter(effect -> effect.name().charAt(0) == letter)
                .findFirst()
                .orElseThrow();
    }
}
