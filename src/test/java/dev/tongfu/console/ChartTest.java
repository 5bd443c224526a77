package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "3, 5", "5, 5", "6, 10", "11, 20", "99, 100", "201, 500", "1000001, 2000000"})
    void theScaleEndsAtARoundNumber(long most, long top) {
        assertThat(Chart.scale(most)).isEqualTo(top);
    }

    @Test
    void aBarIsCutIntoPaidEndedAndOpen() {
        // Given
        List<Map<String, Object>> rows = List.of(Map.of("hour", 9, "made", 100L, "paid", 50L, "ended", 25L));

        // When
        var bar = Chart.hours(rows).bars().get(9);

        // Then
        assertThat(bar.paid()).isEqualTo(new Chart.Part(50, 60, 60));
        assertThat(bar.ended()).isEqualTo(new Chart.Part(25, 30, 30));
        assertThat(bar.open()).isEqualTo(new Chart.Part(25, 0, 30));
    }

    @Test
    void theShadeOfACellGrowsWithItsNumber() {
        // Given
        List<Map<String, Object>> rows = List.of(
                Map.of("code", "bank_only", "bucket", 0, "number", 8L, "amount", 100L),
                Map.of("code", "bank_only", "bucket", 4, "number", 1L, "amount", 5L));

        // When
        var line = Chart.ages(rows).get(0);

        // Then
        assertThat(line.cells().stream().map(Chart.Cell::shade)).containsExactly(4, 0, 0, 0, 1);
        assertThat(line.number()).isEqualTo(9);
        assertThat(line.amount()).isEqualTo(105);
    }
}
