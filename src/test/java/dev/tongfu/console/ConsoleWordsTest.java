package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleWordsTest {
    @Test
    void bothLanguagesHaveTheSameWords() {
        assertThat(ConsoleLanguage.ZH.words().keySet())
                .isEqualTo(ConsoleLanguage.EN.words().keySet());
    }

    @Test
    void everyTemplateOfThePostingTableHasAFormAndAName() {
        assertThat(ProposalForm.ALL.stream().map(ProposalForm::template).distinct())
                .hasSize(16);
        assertThat(ProposalForm.ALL).allSatisfy(form -> {
            assertThat(ConsoleLanguage.ZH.word("template", form.template())).isNotEqualTo(form.template());
            assertThat(ConsoleLanguage.ZH.word("variant", form.variant())).isNotEqualTo(form.variant());
            form.required()
                    .forEach(field ->
                            assertThat(ConsoleLanguage.EN.word("field", field)).isNotEqualTo(field));
            form.optional()
                    .forEach(field ->
                            assertThat(ConsoleLanguage.EN.word("field", field)).isNotEqualTo(field));
        });
    }

    @ParameterizedTest
    @CsvSource({"12, 1200", "12.3, 1230", "0.01, 1", "0, ", "1e3, ", "-1, ", "'1,5', ", "1.234, "})
    void amountsAreReadInYuan(String text, Long minor) {
        assertThat(ProposalForm.minor(text).orElse(null)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"123456, '1,234.56'", "-5, −0.05", "0, 0.00"})
    void amountsAreWrittenWithTwoDecimals(long minor, String text) {
        assertThat(ConsoleFilters.money(minor)).isEqualTo(text);
    }
}
