package dev.tongfu.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BreakTableTest {
    private static final Map<String, BreakStatus> BREAK = Map.ofEntries(
            Map.entry("CARRIED CARRY_ENDED", BreakStatus.OPEN),
            Map.entry("CARRIED CLEARED", BreakStatus.CLEARED),
            Map.entry("OPEN CLEARED", BreakStatus.CLEARED),
            Map.entry("OPEN PROPOSED", BreakStatus.PROPOSED),
            Map.entry("PROPOSED SENT_BACK", BreakStatus.OPEN),
            Map.entry("PROPOSED PARTLY_EXECUTED", BreakStatus.OPEN),
            Map.entry("PROPOSED BANK_ASKED", BreakStatus.RESOLVING),
            Map.entry("PROPOSED EXECUTED", BreakStatus.RESOLVED),
            Map.entry("RESOLVING EXECUTED", BreakStatus.RESOLVED),
            Map.entry("RESOLVING PARTLY_EXECUTED", BreakStatus.OPEN),
            Map.entry("RESOLVING BANK_REFUSED", BreakStatus.OPEN));

    private static final Map<String, ProposalStatus> PROPOSAL = Map.of(
            "PROPOSED APPROVED", ProposalStatus.APPROVED,
            "PROPOSED REJECTED", ProposalStatus.REJECTED,
            "PROPOSED WITHDRAWN", ProposalStatus.WITHDRAWN,
            "PROPOSED OVERTAKEN", ProposalStatus.STALE,
            "APPROVED EXECUTED", ProposalStatus.EXECUTED,
            "APPROVED BANK_ASKED", ProposalStatus.EXECUTING,
            "EXECUTING EXECUTED", ProposalStatus.EXECUTED,
            "EXECUTING BANK_REFUSED", ProposalStatus.FAILED);

    static Stream<Arguments> breaks() {
        return Arrays.stream(BreakStatus.values())
                .flatMap(from -> Arrays.stream(BreakStatus.Event.values()).map(event -> Arguments.of(from, event)));
    }

    static Stream<Arguments> proposals() {
        return Arrays.stream(ProposalStatus.values())
                .flatMap(from -> Arrays.stream(ProposalStatus.Event.values()).map(event -> Arguments.of(from, event)));
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("breaks")
    void aBreakMovesAlongTheTableAlone(BreakStatus from, BreakStatus.Event event) {
        assertThat(from.after(event).orElse(null)).isEqualTo(BREAK.get(from + " " + event));
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource("proposals")
    void aProposalMovesAlongTheTableAlone(ProposalStatus from, ProposalStatus.Event event) {
        assertThat(from.after(event).orElse(null)).isEqualTo(PROPOSAL.get(from + " " + event));
    }

    @ParameterizedTest
    @CsvSource({"0, 0-1", "1, 0-1", "2, 2-3", "3, 2-3", "4, 4-7", "7, 4-7", "8, 8-30", "30, 8-30", "31, >30"})
    void agesFallIntoBuckets(long days, String bucket) {
        assertThat(BreakAge.of(days).word()).isEqualTo(bucket);
    }
}
