package dev.tongfu.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class BankCalendarTest {
    @Test
    void dayEndsAtItsCutoff() {
        var evening = new BankCalendar("Asia/Shanghai", 23);
        assertThat(evening.dateOf(LocalDateTime.of(2026, 12, 31, 22, 59, 59))).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(evening.dateOf(LocalDateTime.of(2026, 12, 31, 23, 0))).isEqualTo(LocalDate.of(2027, 1, 1));
    }

    @Test
    void midnightIsTheBanksMidnight() {
        var midnight = new BankCalendar("Asia/Shanghai", 24);
        assertThat(midnight.dateOf(Instant.parse("2026-11-22T15:59:59Z"))).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(midnight.dateOf(Instant.parse("2026-11-22T16:00:00Z"))).isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test
    void calendarThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new BankCalendar("Asia/Shanghai", 25)).hasMessageContaining("cutoff_hour");
        assertThatThrownBy(() -> new BankCalendar("Asia/Nowhere", 24)).isInstanceOf(RuntimeException.class);
    }
}
