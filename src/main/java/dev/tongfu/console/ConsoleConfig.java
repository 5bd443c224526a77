package dev.tongfu.console;

import org.jspecify.annotations.Nullable;

/**
 * The console's sessions and how hard guessing is.
 *
 * @param sessionHours a session ends after this, used or not
 * @param idleMinutes a session that is not used ends after this
 * @param sessionsMax sessions one operator may have; a further log-in ends the oldest
 * @param freeTries failures in a row before anybody has to wait
 * @param delayBaseS the first wait; each further failure doubles it
 * @param delayMaxS the longest wait
 * @param forgetHours failures older than this no longer count
 * @param pageRows rows of a list on one page
 * @param demoOperators a file of operators whose credentials the log-in page shows to everybody; null: none
 */
public record ConsoleConfig(
        int sessionHours,
        int idleMinutes,
        int sessionsMax,
        int freeTries,
        int delayBaseS,
        int delayMaxS,
        int forgetHours,
        int pageRows,
        @Nullable String demoOperators) {
    private static final int PAGE_ROWS_MAX = 500;

    public ConsoleConfig {
        positive("session_hours", sessionHours);
        positive("idle_minutes", idleMinutes);
        positive("sessions_max", sessionsMax);
        positive("free_tries", freeTries);
        positive("delay_base_s", delayBaseS);
        positive("delay_max_s", delayMaxS);
        positive("forget_hours", forgetHours);
        positive("page_rows", pageRows);
        if (pageRows > PAGE_ROWS_MAX) {
            throw new IllegalArgumentException("page_rows must be at most " + PAGE_ROWS_MAX + ": " + pageRows);
        }
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + value);
        }
    }
}
