package dev.tongfu.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.StatementLine;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@sum", "\tx", "\rx"})
    void aTextThatCouldBeAFormulaBeginsWithAnApostrophe(String text) {
        assertThat(new Csv().text(text).take().replace("\"", "")).isEqualTo("'" + text);
    }

    @Test
    void numbersStayNumbersAndCellsAreQuotedWhereTheyMustBe() {
        var csv = new Csv();
        csv.number(-5).text("a,b").text("say \"tea\"").text(null).text("茶").end();
        assertThat(csv.take()).isEqualTo("-5,\"a,b\",\"say \"\"tea\"\"\",,茶\r\n");
    }

    @Test
    void theStatementOfThePayingAccountIsReadLineByLine() throws Exception {
        // Given
        String text = String.join(
                "\r\n",
                "\uFEFFline_id,date,direction,amount,reference",
                "L1,2026-11-27,out,100.00,01KAQ5TQ7C9D4N1XB2M3P4R5S601",
                "L2,2026-11-27,in,0.5,01KAQ5TQ7C9D4N1XB2M3P4R5S601",
                "L3,2026-11-27,in,20,",
                "");

        // When
        var read = read(text);

        // Then
        assertThat(read)
                .containsExactly(
                        "2 OUT PAYOUT 01KAQ5TQ7C9D4N1XB2M3P4R5S601 L1 10000",
                        "3 IN PAYOUT_RETURN 01KAQ5TQ7C9D4N1XB2M3P4R5S601 L2 50",
                        "4 IN ADJUSTMENT null L3 2000");
    }

    @ParameterizedTest
    @CsvSource({
        "'L1,2026-11-27,out,100.001,A', amount",
        "'L1,2026-11-27,out,0,A', amount",
        "'L1,27.11.2026,out,1,A', date",
        "'L1,2026-11-27,up,1,A', direction",
        "'L1,2026-11-27,out,1', columns",
        "',2026-11-27,out,1,A', id",
        "'L1,2026-11-27,out,1,=A', reference"
    })
    void aBadLineIsNamedAndTheNextOneGoesOn(String line, String word) throws Exception {
        var read = read("line_id,date,direction,amount,reference\n" + line + "\nL9,2026-11-27,out,1,B\n");
        assertThat(read).hasSize(2);
        assertThat(read.get(0)).startsWith("bad 2").contains(word);
        assertThat(read.get(1)).startsWith("3 OUT PAYOUT B L9 100");
    }

    @Test
    void aFileWithoutItsHeaderIsNotBelieved() {
        assertThatThrownBy(() -> read("L1,2026-11-27,out,1,A\n"))
                .isInstanceOf(StatementFormat.BrokenStatementException.class);
    }

    private static List<String> read(String text) throws Exception {
        var lines = new ArrayList<String>();
        var content = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        new PayoutCsv().read(content, new StatementFormat.Sink() {
            @Override
            public void line(StatementLine line) {
                lines.add(line.number() + " " + line.direction() + " " + line.kind() + " " + line.ourRef() + " "
                        + line.bankRef() + " " + line.amount());
            }

            @Override
            public void bad(int number, String reason, String raw) {
                lines.add("bad " + number + " " + reason);
            }
        });
        return lines;
    }
}
