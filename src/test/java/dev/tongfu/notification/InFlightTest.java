package dev.tongfu.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final InFlight inFlight =
            new InFlight(TestConfigs.notification().inFlight(10, 4, 3).build(), CLOCK);

    @Test
    void eachMerchantGetsAtMostItsOwnLimit() {
        assertThat(inFlight.deal(List.of("m_1", "m_2"))).containsExactly(new Quota("m_1", 4), new Quota("m_2", 4));
    }

    @Test
    void scarcePlacesAreDealtInTurn() {
        assertThat(inFlight.deal(List.of("m_1", "m_2", "m_3", "m_4")))
                .containsExactly(new Quota("m_1", 3), new Quota("m_2", 3), new Quota("m_3", 2), new Quota("m_4", 2));
    }

    @Test
    void whatIsUnderWayIsCounted() {
        // Given
        for (int i = 0; i < 3; i++) {
            assertThat(inFlight.begin("m_1", "a.example:443")).isTrue();
        }

        // Then
        assertThat(inFlight.deal(List.of("m_1", "m_2"))).containsExactly(new Quota("m_1", 1), new Quota("m_2", 4));
        assertThat(inFlight.total()).isEqualTo(3);
    }

    @Test
    void merchantAtItsLimitIsLeftOut() {
        // Given
        for (int i = 0; i < 4; i++) {
            assertThat(inFlight.begin("m_1", "host-" + i)).isTrue();
        }

        // Then
        assertThat(inFlight.deal(List.of("m_1", "m_2"))).containsExactly(new Quota("m_2", 4));
    }

    @Test
    void busyHostTakesNoMoreAndItsMerchantPauses() {
        // Given
        assertThat(inFlight.begin("m_1", "shared.example:443")).isTrue();
        assertThat(inFlight.begin("m_2", "shared.example:443")).isTrue();
        assertThat(inFlight.begin("m_3", "shared.example:443")).isTrue();

        // When
        boolean begun = inFlight.begin("m_4", "shared.example:443");

        // Then
        assertThat(begun).isFalse();
        assertThat(inFlight.total()).isEqualTo(3);
        assertThat(inFlight.deal(List.of("m_4", "m_5"))).containsExactly(new Quota("m_5", 4));
    }

    @Test
    void endGivesThePlaceBack() {
        // Given
        assertThat(inFlight.begin("m_1", "a.example:443")).isTrue();

        // When
        inFlight.end("m_1", "a.example:443");

        // Then
        assertThat(inFlight.total()).isZero();
        assertThat(inFlight.deal(List.of("m_1"))).containsExactly(new Quota("m_1", 4));
    }
}
