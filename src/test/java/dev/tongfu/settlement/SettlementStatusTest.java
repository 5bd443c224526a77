package dev.tongfu.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettlementStatusTest {
    private static final Map<String, String> BATCH = Map.ofEntries(
            Map.entry("OPEN CALCULATED", "CALCULATED"),
            Map.entry("CALCULATED REJECTED", "OPEN"),
            Map.entry("CALCULATED EMPTY", "CLOSED"),
            Map.entry("CALCULATED APPROVED", "APPROVED"),
            Map.entry("APPROVED NOTHING_TO_PAY", "CARRIED"),
            Map.entry("APPROVED PAYOUT_CREATED", "PAYING"),
            Map.entry("PAYING PAYOUT_PAID", "PAID"),
            Map.entry("PAYING PAYOUT_FAILED", "FAILED"),
            Map.entry("FAILED PAYOUT_CREATED", "PAYING"),
            Map.entry("FAILED PAYOUT_PAID", "PAID"),
            Map.entry("PAID PAYOUT_RETURNED", "RETURNED"),
            Map.entry("RETURNED PAYOUT_CREATED", "PAYING"));

    private static final Map<String, String> PAYOUT = Map.ofEntries(
            Map.entry("CREATED SUBMITTED", "SUBMITTED"),
            Map.entry("CREATED PAID", "PAID"),
            Map.entry("SUBMITTED PAID", "PAID"),
            Map.entry("SUBMITTED FAILED", "FAILED"),
            Map.entry("SUBMITTED NOT_SENT", "FAILED"),
            Map.entry("SUBMITTED UNKNOWN", "UNKNOWN"),
            Map.entry("UNKNOWN PAID", "PAID"),
            Map.entry("UNKNOWN FAILED", "FAILED"),
            Map.entry("FAILED PAID", "PAID"),
            Map.entry("PAID RETURNED", "RETURNED"));

    static Stream<Arguments> batches() {
        return Stream.of(SettlementStatus.values())
                .flatMap(
                        status -> Stream.of(SettlementStatus.Event.values()).map(event -> Arguments.of(status, event)));
    }

    @ParameterizedTest(name = "a batch that is {0} on {1}")
    @MethodSource("batches")
    void aBatchMovesAsTheTableSays(SettlementStatus status, SettlementStatus.Event event) {
        assertThat(status.after(event).map(Enum::name).orElse(""))
                .isEqualTo(BATCH.getOrDefault(status + " " + event, ""));
    }

    static Stream<Arguments> payouts() {
        return Stream.of(PayoutStatus.values())
                .flatMap(status -> Stream.of(PayoutStatus.Event.values()).map(event -> Arguments.of(status, event)));
    }

    @ParameterizedTest(name = "an attempt that is {0} on {1}")
    @MethodSource("payouts")
    void anAttemptMovesAsTheTableSays(PayoutStatus status, PayoutStatus.Event event) {
        assertThat(status.after(event).map(Enum::name).orElse(""))
                .isEqualTo(PAYOUT.getOrDefault(status + " " + event, ""));
    }
}
