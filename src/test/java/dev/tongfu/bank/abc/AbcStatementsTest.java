package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestActs.answer;
import static dev.tongfu.bank.abc.AbcTestActs.fields;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.StatementReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbcStatementsTest {
    private static final int BYTES_MAX = 1_000;
    private static final String HEADER = "商户号|交易类型|订单编号";

    private final AbcStatements statements = new AbcStatements(config(true));

    @Test
    void booksAreAskedForPackedOrNot() {
        // When
        String packed = request(statements);
        String plain = request(new AbcStatements(config(false)));

        // Then
        assertThat(packed).endsWith("\"SettleDate\":\"2026/11/22\",\"ZIP\":\"1\"}");
        assertThat(plain).endsWith("\"SettleDate\":\"2026/11/22\",\"ZIP\":\"0\"}");
        assertThat(statements
                        .call(AbcTestActs.flow(), MERCHANT_NO)
                        .transaction()
                        .get()
                        .json())
                .isEqualTo("{\"TrxType\":\"QueryTrnxRecords\",\"SettleDate\":\"2026/11/22\",\"SettleStartHour\":\"0\","
                        + "\"SettleEndHour\":\"9\",\"ZIP\":\"1\"}");
    }

    @Test
    void fileWithNothingButItsHeaderIsAnEmptyDay() throws IOException {
        assertFetched(packed(HEADER.getBytes(GbkScanner.GBK)));
        assertFetched("\"DetailRecords\":\"" + HEADER + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999", "EUNKWN", "", "3004"})
    void codeIsNeverAnEmptyDay(String code) {
        assertThat(reply(code, fields("Settle", "SettleDate", "2026/11/22")))
                .isInstanceOf(StatementReply.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"DetailRecords\":\"\"",
                "\"ZIPDetailRecords\":\"%%%\"",
                "\"ZIPDetailRecords\":\"AAAA\"",
                "\"Other\":\"x\""
            })
    void missingOrBrokenRecordsAreUnknown(String records) {
        assertThat(fetched(records)).isInstanceOf(StatementReply.Unknown.class);
    }

    @Test
    void cutFileIsUnknown() throws IOException {
        byte[] zipped = zip(HEADER.getBytes(GbkScanner.GBK));
        String cut = Base64.getEncoder().encodeToString(Arrays.copyOf(zipped, zipped.length - 6));
        assertThat(fetched("\"ZIPDetailRecords\":\"" + cut + "\"")).isInstanceOf(StatementReply.Unknown.class);
    }

    @Test
    void fileThatUnpacksBeyondTheLimitIsUnknown() throws IOException {
        assertFetched(packed(new byte[BYTES_MAX]));
        assertThat(fetched(packed(new byte[BYTES_MAX + 1]))).isInstanceOf(StatementReply.Unknown.class);
        assertThat(fetched(packed(new byte[50_000_000]))).isInstanceOf(StatementReply.Unknown.class);
    }

    @Test
    void booksOfAnotherDayAreNotThoseAskedFor() {
        assertThat(reply("0000", fields("Settle", "SettleDate", "2026/11/21", "DetailRecords", HEADER)))
                .isInstanceOf(StatementReply.Unknown.class);
        assertThat(reply("0000", fields("Settle", "DetailRecords", HEADER))).isInstanceOf(StatementReply.Unknown.class);
        assertThat(reply("0000", fields("Settle", "SettleDate", "20261122", "DetailRecords", HEADER)))
                .isInstanceOf(StatementReply.Fetched.class);
    }

    private void assertFetched(String records) {
        assertThat(fetched(records)).isInstanceOf(StatementReply.Fetched.class);
    }

    private StatementReply fetched(String records) {
        return reply("0000", fields("Settle", "SettleDate", "2026/11/22") + "," + records);
    }

    private StatementReply reply(String code, String fields) {
        return statements.call(AbcTestActs.statement(), MERCHANT_NO).reader().apply(answer(code, fields));
    }

    private static String request(AbcStatements statements) {
        return statements
                .call(AbcTestActs.statement(), MERCHANT_NO)
                .transaction()
                .get()
                .json();
    }

    private static String packed(byte[] content) throws IOException {
        return "\"ZIPDetailRecords\":\"" + Base64.getEncoder().encodeToString(zip(content)) + "\"";
    }

    private static byte[] zip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var output = new GZIPOutputStream(bytes)) {
            output.write(content);
        }
        return bytes.toByteArray();
    }

    private static AbcConfig config(boolean zip) {
        var standard = AbcTestBank.config();
        return AbcTestBank.config(new AbcConfig.Statement(
                "Settle", zip, standard.http().answerBytesMax(), BYTES_MAX, List.of("Refund"), List.of("Sale")));
    }
}
