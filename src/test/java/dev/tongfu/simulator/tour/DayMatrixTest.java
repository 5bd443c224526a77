package dev.tongfu.simulator.tour;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayMatrixTest {
    private final List<JsonObject> planted = new ArrayList<>();
    private final List<JsonObject> found = new ArrayList<>();

    @Test
    void everyMarkFoundUnderItsCodeIsOnTheDiagonal() {
        // Given
        each(2);

        // When
        var matrix = DayMatrix.of(planted, found);

        // Then
        assertThat(matrix.verdict(2)).isEqualTo(DayMatrix.onDiagonal(2));
        assertThat(matrix.table("abc")).hasSize(1 + DayMark.all().size());
    }

    @Test
    void whatIsFoundByTheBanksReferenceAloneCounts() {
        // Given
        each(1);
        found.replaceAll(one -> one.copy().putNull("our_ref"));

        // When
        var matrix = DayMatrix.of(planted, found);

        // Then
        assertThat(matrix.verdict(1)).isEqualTo(DayMatrix.onDiagonal(1));
    }

    @Test
    void whatIsNotFoundIsNamed() {
        // Given
        each(1);
        found.removeIf(one -> one.getString("code").equals("kind"));

        // When
        var verdict = DayMatrix.of(planted, found).verdict(1);

        // Then
        assertThat(verdict).startsWith("1 beside the diagonal, first: kind→-");
    }

    @Test
    void whatNobodyPlantedIsNamed() {
        // Given
        each(1);
        found.add(aBreak("amount_over", "elsewhere"));

        // When
        var matrix = DayMatrix.of(planted, found);

        // Then
        assertThat(matrix.verdict(1)).startsWith("1 beside the diagonal, first: -→amount_over");
        assertThat(matrix.table("abc")).hasSize(2 + DayMark.all().size());
    }

    @Test
    void oneChargeUnderTwoCodesIsBesideTheDiagonal() {
        // Given
        each(1);
        found.add(aBreak("amount_over", "fee-0"));

        // When
        var verdict = DayMatrix.of(planted, found).verdict(1);

        // Then
        assertThat(verdict).startsWith("1 beside the diagonal, first: fee→amount_over+fee_difference");
    }

    @Test
    void tooFewAreNotEnough() {
        // Given
        each(1);

        // When
        var verdict = DayMatrix.of(planted, found).verdict(2);

        // Then
        assertThat(verdict).isEqualTo("extra planted and found 1 times");
    }

    private void each(int count) {
        for (var mark : DayMark.all()) {
            for (int i = 0; i < count; i++) {
                String number = mark.planted() + "-" + i;
                planted.add(new JsonObject()
                        .put("mark", mark.planted())
                        .put("order_no", number)
                        .put("bank_ref", "ref-" + number));
                found.add(aBreak(mark.found(), number));
            }
        }
    }

    private static JsonObject aBreak(String code, String number) {
        return new JsonObject().put("code", code).put("our_ref", number).put("bank_ref", "ref-" + number);
    }
}
