package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptStatusTest {
    /** Columns in the order of {@link EvidenceKind}; the first four letters of each state. */
    private static final String TABLE = """
            prep acce paid paid paid not_ unkn not_ decl not_ acce acce unkn prep
            sent acce paid paid paid not_ unkn not_ decl not_ acce acce unkn sent
            acce acce paid paid paid not_ acce not_ decl acce acce acce acce acce
            unkn acce paid paid paid not_ unkn not_ decl unkn acce acce unkn unkn
            paid paid paid paid paid paid paid paid paid paid paid paid paid paid
            decl decl paid paid paid decl decl decl decl decl decl decl decl decl
            not_ not_ paid paid paid not_ not_ not_ decl not_ not_ not_ not_ not_
            """;

    private static final List<EvidenceKind> KINDS = List.of(EvidenceKind.values());

    static Stream<Arguments> everyPair() {
        return TABLE.strip().lines().flatMap(line -> {
            var cells = line.strip().split("\\s+");
            return IntStream.range(1, cells.length)
                    .mapToObj(i -> Arguments.of(status(cells[0]), KINDS.get(i - 1), status(cells[i])));
        });
    }

    private static AttemptStatus status(String letters) {
        return Arrays.stream(AttemptStatus.values())
                .filter(status -> status.word().startsWith(letters))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0} + {1} -> {2}")
    @MethodSource("everyPair")
    void everyStateAndEvidenceLeadsWhereTheTableSays(
            AttemptStatus from, EvidenceKind evidence, AttemptStatus expected) {
        assertThat(from.after(evidence)).isEqualTo(expected);
    }

    @Test
    void theTableHasEveryPair() {
        assertThat(everyPair()).hasSize(AttemptStatus.values().length * EvidenceKind.values().length);
    }
}
