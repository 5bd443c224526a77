package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.payment.IdentityCheckTable.Heard;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentityCheckTableTest {
    private static final String PAGE = """
            - accepted matched mismatched no_result other
            created pending matched mismatched unknown unknown
            pending . matched mismatched . .
            matched . . . . .
            mismatched . . . . .
            unknown . . . . .
            expired . . . . .
            """;
    private static final String DIRECT = """
            - accepted matched mismatched no_result other
            created unknown matched mismatched unknown unknown
            """;

    static Stream<Arguments> everyPair() {
        return Stream.concat(rows(PAGE, true), rows(DIRECT, false));
    }

    private static Stream<Arguments> rows(String table, boolean byPage) {
        var lines = table.strip().lines().toList();
        var heard = lines.get(0).strip().split("\\s+");
        return lines.stream().skip(1).flatMap(line -> {
            var cells = line.strip().split("\\s+");
            return IntStream.range(1, heard.length)
                    .mapToObj(i -> Arguments.of(
                            byPage,
                            IdentityCheckStatus.of(cells[0]),
                            Heard.valueOf(heard[i].toUpperCase(Locale.ROOT)),
                            cells[i]));
        });
    }

    @ParameterizedTest(name = "by page {0}: {1} + {2} -> {3}")
    @MethodSource("everyPair")
    void everyStateAndEvidenceLeadsWhereTheTableSays(
            boolean byPage, IdentityCheckStatus from, Heard heard, String expected) {
        var wished = expected.equals(".") ? from : IdentityCheckStatus.of(expected);

        assertThat(IdentityCheckTable.decide(from, heard, byPage)).isEqualTo(wished);
    }

    @Test
    void theTableHasEveryPair() {
        assertThat(rows(PAGE, true)).hasSize(IdentityCheckStatus.values().length * Heard.values().length);
    }

    @Test
    void onlyAPendingCheckExpires() {
        for (var status : IdentityCheckStatus.values()) {
            boolean pending = status == IdentityCheckStatus.PENDING;
            assertThat(IdentityCheckTable.windowOver(status)).isEqualTo(pending ? IdentityCheckStatus.EXPIRED : status);
        }
    }
}
