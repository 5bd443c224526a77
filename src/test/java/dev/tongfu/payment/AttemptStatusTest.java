package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptStatusTest {
    private static final String TABLE = """
                     accepted paid paid_late authorised cancelled processing not_paid declined not_sent code_sent wrong_code unknown  other
            prepared accepted paid paid      paid       not_paid  unknown    not_paid declined not_paid accepted  accepted   unknown  prepared
            sent     accepted paid paid      paid       not_paid  unknown    not_paid declined not_paid accepted  accepted   unknown  sent
            accepted accepted paid paid      paid       not_paid  accepted   not_paid declined accepted accepted  accepted   accepted accepted
            unknown  accepted paid paid      paid       not_paid  unknown    not_paid declined unknown  accepted  accepted   unknown  unknown
            paid     paid     paid paid      paid       paid      paid       paid     paid     paid     paid      paid       paid     paid
            declined declined paid paid      paid       declined  declined   declined declined declined declined  declined   declined declined
            not_paid not_paid paid paid      paid       not_paid  not_paid   not_paid declined not_paid not_paid  not_paid   not_paid not_paid
            """;

    static Stream<Arguments> everyPair() {
        var lines = TABLE.strip().lines().toList();
        var evidence = lines.get(0).strip().split("\\s+");
        return lines.stream().skip(1).flatMap(line -> {
            var cells = line.strip().split("\\s+");
            return IntStream.range(0, evidence.length)
                    .mapToObj(i -> Arguments.of(
                            AttemptStatus.of(cells[0]),
                            EvidenceKind.valueOf(evidence[i].toUpperCase(Locale.ROOT)),
                            AttemptStatus.of(cells[i + 1])));
        });
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
