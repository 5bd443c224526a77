package dev.tongfu;

import dev.tongfu.bank.WorkingDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the files of public holidays and worked weekends.
 *
 * <p>UTF-8 lines of {@code date,holiday|workday,name}; lines that are empty or begin with # are passed over. A date is
 * named once. Holidays may name weekends, since the public schedule does; a worked day is a Saturday or a Sunday.
 * Whatever is wrong is a {@link ConfigException} that names file and line.
 */
final class CalendarFiles {
    private static final int FILE_BYTES_MAX = 1 << 16;
    private static final int COLUMNS = 3;

    private final Set<LocalDate> named = new HashSet<>();
    private final Set<LocalDate> holidays = new HashSet<>();
    private final Set<LocalDate> workedWeekends = new HashSet<>();

    private CalendarFiles() {}

    /** No files: Monday to Friday. */
    static WorkingDays read(List<String> files) {
        var calendar = new CalendarFiles();
        for (var file : files) {
            int number = 0;
            for (var line : lines(file)) {
                number++;
                calendar.add(file + " line " + number, line.strip());
            }
        }
        return new WorkingDays(calendar.holidays, calendar.workedWeekends);
    }

    private static List<String> lines(String file) {
        try {
            if (Files.size(Path.of(file)) > FILE_BYTES_MAX) {
                throw new ConfigException("calendars.files names " + file + ", which is too long for a calendar");
            }
            return Files.readAllLines(Path.of(file));
        } catch (IOException failure) {
            throw (ConfigException)
                    new ConfigException("calendars.files names " + file + ", which can't be read").initCause(failure);
        }
    }

    private void add(String where, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        var fields = line.split(",", COLUMNS);
        require(fields.length == COLUMNS, where + " is not date,holiday|workday,name");
        var date = date(where, fields[0].strip());
        require(named.add(date), where + " names " + date + " once more");
        if (fields[1].strip().equals("holiday")) {
            if (!weekend(date)) {
                holidays.add(date);
            }
            return;
        }
        require(fields[1].strip().equals("workday"), where + " says neither holiday nor workday");
        require(weekend(date), where + " names a workday that is one anyway: " + date);
        workedWeekends.add(date);
    }

    private static LocalDate date(String where, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException unreadable) {
            throw (ConfigException)
                    new ConfigException(where + " begins with no date like 2026-10-01").initCause(unreadable);
        }
    }

    private static boolean weekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new ConfigException(sentence);
        }
    }
}
