package dev.tongfu.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayerPagesTest {
    private static final String HOSTILE = "\"><script>alert(1)</script>'&";
    private static final Map<String, Object> ORDER = Map.of(
            "id", HOSTILE,
            "amount", "1.00",
            "merchant", HOSTILE,
            "subject", HOSTILE,
            "number", HOSTILE,
            "expiresAt", HOSTILE,
            "expires", HOSTILE);

    private final PayerPages pages = new PayerPages();

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyValueOfTheCashierIsEscaped(Language language) {
        // Given
        var values = new HashMap<String, Object>(Map.of(
                "order",
                ORDER,
                "payable",
                true,
                "fixed",
                false,
                "auto",
                true,
                "leftS",
                60L,
                "tone",
                "",
                "message",
                HOSTILE,
                "resultUrl",
                HOSTILE,
                "banks",
                List.of(Map.of("name", HOSTILE, "title", HOSTILE, "goTo", HOSTILE))));

        // When
        var choice = pages.cashier(language, values);
        values.put("fixed", true);
        var fixed = pages.cashier(language, values);

        // Then
        assertThat(choice + fixed).contains("&lt;script&gt;").doesNotContain("<script>", "\"\">");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyValueOfTheResultIsEscaped(Language language) {
        // Given
        var values = new HashMap<String, Object>(Map.of(
                "order", ORDER,
                "tone", "good",
                "sign", "✓",
                "headline", HOSTILE,
                "hint", HOSTILE,
                "forwardUrl", HOSTILE,
                "refreshS", 1,
                "returnUrl", HOSTILE,
                "cashierUrl", HOSTILE,
                "notice", notice()));

        // When
        var page = pages.result(language, values);

        // Then
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    private static Map<String, Object> notice() {
        return Map.of(
                "id",
                HOSTILE,
                "action",
                HOSTILE,
                "auto",
                true,
                "paid",
                true,
                "fields",
                Map.of(HOSTILE, HOSTILE),
                "notifyPath",
                HOSTILE);
    }

    @Test
    void aFormsTargetAndFieldsAreEscaped() {
        // When
        var page = pages.post(Language.EN, HOSTILE, Map.of(HOSTILE, HOSTILE), HOSTILE);

        // Then
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "en|zh-CN|EN",
                "zh-CN|en|ZH",
                "-|en-GB,en;q=0.9|EN",
                "-|fr-FR, en;q=0.8, zh;q=0.5|EN",
                "-|zh-HK,en|ZH",
                "-|fr|ZH",
                "-|-|ZH",
                "xx|en|ZH"
            })
    void theChoiceWinsOverTheBrowser(String chosen, String accepted, Language expected) {
        assertThat(Language.of(chosen, accepted)).isEqualTo(expected);
    }

    @Test
    void bothLanguagesHaveTheSameWords() {
        assertThat(Language.EN.words().keySet()).isEqualTo(Language.ZH.words().keySet());
    }
}
