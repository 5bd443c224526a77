package dev.tongfu.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.reconciliation.RunStatus.Event;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunStatusTest {
    private static final Map<RunStatus, Map<Event, RunStatus>> EDGES = Map.of(
            RunStatus.CREATED, Map.of(Event.STAGED, RunStatus.STAGED, Event.REPLACED, RunStatus.SUPERSEDED),
            RunStatus.STAGED, Map.of(Event.MATCHED, RunStatus.MATCHED, Event.REPLACED, RunStatus.SUPERSEDED),
            RunStatus.MATCHED, Map.of(Event.CLASSIFIED, RunStatus.CLASSIFIED, Event.REPLACED, RunStatus.SUPERSEDED),
            RunStatus.CLASSIFIED, Map.of(Event.POSTED, RunStatus.POSTED, Event.REPLACED, RunStatus.SUPERSEDED),
            RunStatus.POSTED,
                    Map.of(
                            Event.HELD,
                            RunStatus.PROVEN,
                            Event.DIFFERED,
                            RunStatus.UNPROVEN,
                            Event.REPLACED,
                            RunStatus.SUPERSEDED),
            RunStatus.PROVEN, Map.of(Event.REPLACED, RunStatus.SUPERSEDED),
            RunStatus.UNPROVEN, Map.of(Event.REPLACED, RunStatus.SUPERSEDED),
            RunStatus.SUPERSEDED, Map.of());

    static Stream<Arguments> pairs() {
        return Stream.of(RunStatus.values())
                .flatMap(status -> Stream.of(Event.values()).map(event -> Arguments.of(status, event)));
    }

    @ParameterizedTest(name = "{0} after {1}")
    @MethodSource("pairs")
    void everyPairIsInTheTable(RunStatus status, Event event) {
        var expected = Optional.ofNullable(EDGES.getOrDefault(status, Map.of()).get(event));

        assertThat(status.after(event)).isEqualTo(expected);
    }
}
