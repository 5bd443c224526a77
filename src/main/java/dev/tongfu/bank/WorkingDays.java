package dev.tongfu.bank;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * The days banks work on: weekdays, but for the holidays, and the weekend days that are worked instead.
 *
 * @param holidays weekdays on which banks do not settle
 * @param workedWeekends Saturdays and Sundays on which they do (调休)
 */
public record WorkingDays(Set<LocalDate> holidays, Set<LocalDate> workedWeekends) {
    private static final int SEARCH_MAX = 400;

    public WorkingDays {
        holidays = Set.copyOf(holidays);
        workedWeekends = Set.copyOf(workedWeekends);
    }

    /** No holidays are known: Monday to Friday. */
    public static WorkingDays weekdays() {
        return new WorkingDays(Set.of(), Set.of());
    }

    public boolean isWorking(LocalDate date) {
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        return weekend ? workedWeekends.contains(date) : !holidays.contains(date);
    }

    /** The n-th working day after a date, n at least 1: T+n. */
    public LocalDate plus(LocalDate date, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("T+n begins with T+1, not " + n);
        }
        LocalDate day = date;
        int left = n;
        for (int i = 0; i < SEARCH_MAX && left > 0; i++) {
            day = day.plusDays(1);
            left -= isWorking(day) ? 1 : 0;
        }
        if (left > 0) {
            throw new IllegalArgumentException("no " + n + " working days within " + SEARCH_MAX + " days of " + date);
        }
        return day;
    }
}
