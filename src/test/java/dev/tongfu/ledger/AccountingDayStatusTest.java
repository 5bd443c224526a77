package dev.tongfu.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.ledger.AccountingDayStatus.Event;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountingDayStatusTest {
    private static final Map<AccountingDayStatus, Map<Event, AccountingDayStatus>> EDGES = Map.of(
            AccountingDayStatus.FUTURE, Map.of(Event.REACHED, AccountingDayStatus.OPEN),
            AccountingDayStatus.OPEN, Map.of(Event.CUT_OFF, AccountingDayStatus.CLOSING),
            AccountingDayStatus.CLOSING, Map.of(Event.DRAINED, AccountingDayStatus.CLOSED),
            AccountingDayStatus.CLOSED, Map.of(Event.PROVEN, AccountingDayStatus.SEALED),
            AccountingDayStatus.SEALED, Map.of());

    @ParameterizedTest
    @MethodSource("pairs")
    void everyStatusTakesOnlyItsOwnEvent(AccountingDayStatus status, Event event) {
        assertThat(status.after(event))
                .isEqualTo(Optional.ofNullable(EDGES.get(status)).map(edges -> edges.get(event)));
    }

    static Stream<Arguments> pairs() {
        return Stream.of(AccountingDayStatus.values())
                .flatMap(status -> Stream.of(Event.values()).map(event -> Arguments.of(status, event)));
    }
}
