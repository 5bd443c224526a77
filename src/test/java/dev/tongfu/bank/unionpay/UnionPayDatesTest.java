package dev.tongfu.bank.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnionPayDatesTest {
    private final UnionPayDates dates =
            new UnionPayDates(new BankCalendar("Asia/Shanghai", 23), UnionPayTestBank.CLOCK);

    @ParameterizedTest
    @CsvSource({
        "20261123042000, 1123, 2026-11-23",
        "20261231233000, 0101, 2027-01-01",
        "20270101000500, 1231, 2026-12-31",
        "20270101000500, 0101, 2027-01-01",
        "20261231120000, 1231, 2026-12-31",
        "20280228233000, 0229, 2028-02-29",
        "20270301000000, 0229, 2028-02-29",
        "20260601000000, 1129, 2026-11-29",
        "20260601000000, 1202, 2025-12-02"
    })
    void theYearIsTheOneNearestToTheTransaction(String txnTime, String settleDate, LocalDate expected) {
        assertThat(read(Map.of("txnTime", txnTime, "settleDate", settleDate)).bankDate())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1123225959, 2026-11-23, 2026-11-23T14:59:59Z",
        "1123230000, 2026-11-24, 2026-11-23T15:00:00Z",
        "1231230001, 2027-01-01, 2026-12-31T15:00:01Z"
    })
    void withoutADateTheClearingDayIsReckonedFromTheTrace(String traceTime, LocalDate expected, Instant paidAt) {
        // When
        var when = read(Map.of("txnTime", "20261123042000", "traceTime", traceTime));

        // Then
        assertThat(when.bankDate()).isEqualTo(expected);
        assertThat(when.paidAt()).isEqualTo(paidAt);
    }

    @Test
    void withoutAnythingReadableOurClockDecides() {
        // When
        var when = read(Map.of("txnTime", "x", "settleDate", "1332", "traceTime", "0"));

        // Then
        assertThat(when).isEqualTo(new UnionPayDates.When(LocalDate.of(2026, 11, 23), null));
    }

    private UnionPayDates.When read(Map<String, String> fields) {
        return dates.read(UnionPayMessage.of(fields));
    }
}
