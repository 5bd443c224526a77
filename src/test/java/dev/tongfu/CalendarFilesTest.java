package dev.tongfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.bank.WorkingDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarFilesTest {
    @TempDir
    private Path folder;

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("calendar.csv"), content).toString();
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void theShippedYearKnowsGoldenWeekAndTheWeekendsWorkedForIt() {
        // When
        var days = CalendarFiles.read(List.of("conf/calendar/cn-2026.csv"));

        // Then
        assertThat(days.plus(day("2026-09-30"), 1)).isEqualTo(day("2026-10-08"));
        assertThat(days.plus(day("2026-10-08"), 2)).isEqualTo(day("2026-10-10"));
        assertThat(days.plus(day("2026-02-13"), 1)).isEqualTo(day("2026-02-14"));
        assertThat(days.plus(day("2026-02-14"), 1)).isEqualTo(day("2026-02-24"));
        assertThat(days.isWorking(day("2026-11-28"))).isFalse();
        assertThat(days.isWorking(day("2027-01-04"))).isTrue();
    }

    @Test
    void theBuiltInConfigurationNamesFilesThatAreThere() {
        var config = GatewayConfig.loader(name -> "a secret of " + name)
                .load(Path.of("conf/tongfu.yaml"))
                .config();
        assertThat(CalendarFiles.read(config.calendars().files()).isWorking(day("2026-10-01")))
                .isFalse();
        assertThat(CalendarFiles.read(List.of())).isEqualTo(WorkingDays.weekdays());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2026-10-01,holiday;line 1 is not date,holiday|workday,name",
                "01.10.2026,holiday,国庆节;line 1 begins with no date",
                "2026-10-01,off,国庆节;line 1 says neither holiday nor workday",
                "2026-10-08,workday,国庆节;line 1 names a workday that is one anyway"
            })
    void whatCantBeReadNamesFileAndLine(String line, String sentence) throws IOException {
        var file = file(line);
        assertThatThrownBy(() -> CalendarFiles.read(List.of(file)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("calendar.csv " + sentence);
    }

    @Test
    void aDateIsNamedOnceAndAFileMustBeThere() throws IOException {
        var file = file("# ours\n\n2026-10-01,holiday,国庆节\n2026-10-01,holiday,国庆节\n");
        assertThatThrownBy(() -> CalendarFiles.read(List.of(file)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 4 names 2026-10-01 once more");
        assertThatThrownBy(() -> CalendarFiles.read(List.of("conf/calendar/none.csv")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("calendars.files names conf/calendar/none.csv, which can't be read");
    }
}
