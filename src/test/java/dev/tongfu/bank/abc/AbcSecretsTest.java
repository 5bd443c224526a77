package dev.tongfu.bank.abc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbcSecretsTest {
    @ParameterizedTest
    @CsvSource({
        "4000001234567899, 400000******7899",
        "6228480000000000017, 622848*********0017",
        "4000001234567, 400000***4567",
        "400000123456, ************",
        "7899, ****"
    })
    void cardKeepsItsEndsOnlyWhereItIsWhole(String number, String shown) {
        assertThat(AbcSecrets.card(number)).isEqualTo(shown);
    }

    @Test
    void bytesWithoutSecretsStayTheSame() {
        Buffer answer = Buffer.buffer("{\"MSG\":{\"Message\":{\"OrderNo\":\"987\",\"Amount\":\"987.00\"}}}");
        assertThat(AbcSecrets.answer(answer, List.of())).isSameAs(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "cvv 987 wrong, cvv *** wrong",
        "cvv 987., cvv ***.",
        "at 20:19:87, at 20:19:87",
        "paid 987.00, paid 987.00",
        "paid 1.987, paid 1.987",
        "no 19871, no 19871"
    })
    void fewDigitsCountOnlyByThemselves(String words, String shown) {
        assertThat(AbcSecrets.echoes(words, List.of("987"))).isEqualTo(shown);
    }

    @Test
    void endlessFieldIsCoveredToo() {
        // Given
        Buffer answer = Buffer.buffer("{\"CardNo\":\"" + "\\x4".repeat(300_000) + "\"}");

        // Then
        assertThat(AbcSecrets.answer(answer, List.of()).toString()).matches("\\{\"CardNo\":\"\\**\"}");
    }
}
