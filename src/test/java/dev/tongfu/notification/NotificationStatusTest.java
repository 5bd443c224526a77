package dev.tongfu.notification;

import static dev.tongfu.notification.NotificationStatus.DEAD;
import static dev.tongfu.notification.NotificationStatus.DELIVERED;
import static dev.tongfu.notification.NotificationStatus.PENDING;
import static dev.tongfu.notification.NotificationStatus.SENDING;
import static dev.tongfu.notification.NotificationStatus.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.notification.NotificationStatus.Event;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NotificationStatusTest {
    private static final Map<NotificationStatus, Map<Event, NotificationStatus>> EDGES = Map.of(
            PENDING, Map.of(Event.LEASED, SENDING),
            SENDING,
                    Map.of(
                            Event.ACCEPTED, DELIVERED,
                            Event.FAILED, PENDING,
                            Event.POSTPONED, PENDING,
                            Event.LEASE_LOST, PENDING,
                            Event.EXHAUSTED, DEAD,
                            Event.REFUSED, SUSPENDED),
            DELIVERED, Map.of(Event.REDELIVERED, PENDING),
            DEAD, Map.of(Event.REDELIVERED, PENDING),
            SUSPENDED, Map.of(Event.REDELIVERED, PENDING));

    static Stream<Arguments> everyPair() {
        return Arrays.stream(NotificationStatus.values())
                .flatMap(status -> Arrays.stream(Event.values()).map(event -> Arguments.of(status, event)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void onlyTheEdgesOfTheTableExist(NotificationStatus status, Event event) {
        // When
        var next = status.after(event);

        // Then
        assertThat(next)
                .isEqualTo(
                        Optional.ofNullable(EDGES.getOrDefault(status, Map.of()).get(event)));
    }

    @ParameterizedTest
    @EnumSource(NotificationStatus.class)
    void everyStatusIsReadBackFromItsWord(NotificationStatus status) {
        assertThat(NotificationStatus.ofWord(status.word())).isEqualTo(status);
    }
}
