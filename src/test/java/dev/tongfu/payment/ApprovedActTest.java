package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovedActTest {
    private static final Map<ApprovedAct, Set<PaymentStatus>> FROM = Map.of(
            ApprovedAct.REMAP,
            Set.of(
                    PaymentStatus.CREATED,
                    PaymentStatus.AWAITING_CODE,
                    PaymentStatus.SUBMITTED,
                    PaymentStatus.UNKNOWN,
                    PaymentStatus.FAILED,
                    PaymentStatus.CLOSED),
            ApprovedAct.HONOUR,
            Set.of(PaymentStatus.LATE_PAID),
            ApprovedAct.REVERSE,
            Set.of(PaymentStatus.SUCCEEDED, PaymentStatus.CAPTURED));

    static Stream<Arguments> pairs() {
        return Arrays.stream(ApprovedAct.values())
                .flatMap(act -> Arrays.stream(PaymentStatus.values()).map(from -> Arguments.of(act, from)));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("pairs")
    void operatorsMoveAPaymentAlongTheTableAlone(ApprovedAct act, PaymentStatus from) {
        var to = act == ApprovedAct.REVERSE ? PaymentStatus.REVERSED : PaymentStatus.SUCCEEDED;

        assertThat(act.after(from).orElse(null))
                .isEqualTo(FROM.getOrDefault(act, Set.of()).contains(from) ? to : null);
    }

    @ParameterizedTest
    @EnumSource(RefundStatus.class)
    void onlyAnUnclearRefundIsGivenUp(RefundStatus from) {
        boolean unclear = Set.of(RefundStatus.SUBMITTED, RefundStatus.PROCESSING, RefundStatus.UNKNOWN)
                .contains(from);

        assertThat(RefundTable.givenUp(from).to()).isEqualTo(unclear ? RefundStatus.FAILED : from);
    }
}
