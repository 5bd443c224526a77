package dev.tongfu.simulator.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private final Faults faults = new Faults(new Random(1));

    @Test
    void aRuleHitsItsBankAndOperationOnly() {
        // When
        faults.put(rule(Operation.PAY, Fault.TIMEOUT_AFTER, 1, -1));

        // Then
        assertThat(faults.pick("abc", Operation.PAY).map(FaultRule::fault)).contains(Fault.TIMEOUT_AFTER);
        assertThat(faults.pick("abc", Operation.QUERY)).isEmpty();
        assertThat(faults.pick("unionpay", Operation.PAY)).isEmpty();
    }

    @Test
    void aRuleForEverythingLeavesNoticesToTheFaultsOfNotices() {
        // When
        faults.put(rule(Operation.ANY, Fault.UNSIGNED, 1, -1));

        // Then
        assertThat(faults.pick("abc", Operation.QUERY)).isPresent();
        assertThat(faults.pick("abc", Operation.NOTIFY)).isEmpty();
        faults.put(rule(Operation.ANY, Fault.LOST_NOTICE, 1, -1));
        assertThat(faults.pick("abc", Operation.NOTIFY).map(FaultRule::fault)).contains(Fault.LOST_NOTICE);
    }

    @Test
    void aRuleStopsAfterItsTimes() {
        // Given
        faults.put(rule(Operation.PAY, Fault.ERROR, 1, 2));

        // When
        long hits = IntStream.range(0, 5)
                .filter(attempt -> faults.pick("abc", Operation.PAY).isPresent())
                .count();

        // Then
        assertThat(hits).isEqualTo(2);
    }

    @Test
    void theRateIsTheShareOfOperationsHit() {
        // Given
        faults.put(rule(Operation.PAY, Fault.ERROR, 0.25, -1));

        // When
        long hits = IntStream.range(0, 4_000)
                .filter(attempt -> faults.pick("abc", Operation.PAY).isPresent())
                .count();

        // Then
        assertThat(hits).isBetween(850L, 1_150L);
    }

    @Test
    void theSameRuleIsReplacedAndARateOfZeroRemovesIt() {
        // Given
        faults.put(rule(Operation.PAY, Fault.ERROR, 0.5, -1));

        // When
        faults.put(rule(Operation.PAY, Fault.ERROR, 1, -1));

        // Then
        assertThat(faults.rules()).hasSize(1);
        faults.put(rule(Operation.PAY, Fault.ERROR, 0, -1));
        assertThat(faults.rules()).isEmpty();
    }

    @Test
    void aFaultThatMeansNothingForAnOperationIsRefused() {
        assertThatThrownBy(() -> rule(Operation.PAY, Fault.LOST_NOTICE, 1, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule(Operation.PAY, Fault.NOT_FOUND_THEN_SUCCESS, 1, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rule(Operation.PAY, Fault.ERROR, Double.NaN, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101})
    void copiesOfANoticeAreOneToAHundred(int copies) {
        assertThatThrownBy(() -> new FaultRule("abc", Operation.NOTIFY, Fault.DUPLICATE_NOTICE, 1, -1, -1, copies, ""))
                .hasMessage("copies is between 1 and 100");
    }

    private static FaultRule rule(Operation operation, Fault fault, double rate, int times) {
        return new FaultRule("abc", operation, fault, rate, -1, times, 1, "");
    }
}
