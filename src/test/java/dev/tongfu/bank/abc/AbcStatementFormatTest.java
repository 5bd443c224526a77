package dev.tongfu.bank.abc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.bank.LineFault;
import dev.tongfu.bank.ReadStatement;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.bank.StatementLine.Direction;
import dev.tongfu.bank.StatementLine.Kind;
import dev.tongfu.money.CurrencyCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbcStatementFormatTest {
    static final Charset GBK = Charset.forName("GBK");
    static final String HEADER =
            "商户号|交易类型|订单编号|交易时间|交易金额|商户账号|商户动账金额|客户账号|账户类型|商户回佣手续费|商户分期手续费|会计日期|主机流水号|9014流水号|原订单号";
    private static final String PAYMENT =
            "103881040000001|Sale|P0001|20261122090807|100.00|1038|99.40|6228*0018|401|0.60|0"
                    + "|20261122|000000001|SIM01|";
    private static final String REFUND =
            "103881040000001|Refund|R0001|20261122100807|40|1038|40|6228*0018|401|0.00|0.00"
                    + "|20261122|000000002|SIM02|P0001";

    private final AbcStatementFormat format = new AbcStatementFormat(
            AbcConfig.standard("https://bank.test", List.of()).statement());

    private ReadStatement read(String text) {
        return ReadStatement.of(format, text.getBytes(GBK));
    }

    @Test
    void aRealStatementOfWeixinPaymentsIsRead() throws IOException {
        // When
        var read = ReadStatement.of(
                format,
                Files.readAllBytes(AbcTestBank.RESOURCES.resolve("public").resolve("statement-weixin.gbk")));

        // Then
        assertThat(read.bad()).isEmpty();
        assertThat(read.lines())
                .containsExactly(new StatementLine(
                        2,
                        Direction.IN,
                        Kind.PAYMENT,
                        "101910081643129",
                        "A8ECEP01130139251873",
                        "101910081643129",
                        4,
                        0,
                        CurrencyCode.CNY,
                        LocalDate.of(2019, 10, 9),
                        LocalDateTime.of(2019, 10, 8, 13, 6, 10)));
    }

    @Test
    void bothFormsOfRecordEndsAndUpToEighteenColumnsAreRead() {
        // Given
        var wide = PAYMENT + "P0001|类型|代码|系统";

        // Then
        for (String end : List.of("^^", "\n", "\r\n")) {
            var read = read(String.join(end, HEADER, PAYMENT, REFUND, wide) + (end.equals("^^") ? "" : end));
            assertThat(read.bad()).as(end).isEmpty();
            assertThat(read.lines()).extracting(StatementLine::ourRef).containsExactly("P0001", "R0001", "P0001");
            assertThat(read.lines()).extracting(StatementLine::net).containsExactly(9_940L, -4_000L, 9_940L);
            assertThat(read.lines()).extracting(StatementLine::fee).containsExactly(60L, 0L, 60L);
            assertThat(read.lines().get(1).kind()).isEqualTo(Kind.REFUND);
        }
    }

    @Test
    void aHeaderAloneIsAnEmptyDayAndNoHeaderIsNoStatement() {
        assertThat(read(HEADER).broken()).isNull();
        assertThat(read(HEADER + "^^").lines()).isEmpty();
        for (String text : List.of("", "^^", PAYMENT, "No record", HEADER.replace("交易金额", "金额") + "^^" + PAYMENT)) {
            assertThat(read(text).broken()).as(text).contains("header");
            assertThat(read(text).lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "40.00,40.00,0,0",
        "-40.00,-40.00,0.00,0",
        "40,-40,,0",
        "-40.0,-39.90,0.10,-10",
        "40.00,40.10,0.10,10",
        "40.00,39.90,-0.10,-10"
    })
    void theSignOfARefundSaysNothingAndItsFeeIsWhatWasBooked(String amount, String booked, String fee, long taken) {
        // Given
        var fields = REFUND.split("\\|", -1);
        fields[4] = amount;
        fields[6] = booked;
        fields[9] = fee == null ? "" : fee;

        // When
        var read = read(HEADER + "^^" + String.join("|", fields));

        // Then
        assertThat(read.bad()).isEmpty();
        assertThat(read.lines()).singleElement().satisfies(line -> {
            assertThat(line.direction()).isEqualTo(Direction.OUT);
            assertThat(line.amount()).isEqualTo(4_000);
            assertThat(line.fee()).isEqualTo(taken);
            assertThat(line.originalRef()).isEqualTo("P0001");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2,'',type",
        "2,Chargeback,type",
        "3,'',order number",
        "3,P 1,order number",
        "3,订单,order number",
        "4,20261322090807,time",
        "4,2026112209080,time",
        "5,-100.00,below zero",
        "5,1e2,amount",
        "5,100.000,decimals",
        "5,12345678901234.00,too large",
        "5,100.,amount",
        "5,.5,amount",
        "7,99.41,less the fees",
        "10,0.61,less the fees",
        "11,x,instalment fee",
        "12,20261131,accounting date",
        "14,a\u0000b,bank's reference",
        "15,P订单,original order"
    })
    void aLineThatCantBeBelievedIsPutAsideAndItsNeighboursAreRead(int column, String text, String reason) {
        // Given
        var fields = PAYMENT.split("\\|", -1);
        fields[column - 1] = text;
        var broken = String.join("|", fields);

        // When
        var read = read(String.join("^^", HEADER, PAYMENT, broken, REFUND));

        // Then
        assertThat(read.lines()).extracting(StatementLine::ourRef).containsExactly("P0001", "R0001");
        assertThat(read.lines()).extracting(StatementLine::number).containsExactly(2, 4);
        assertThat(read.bad()).singleElement().satisfies(bad -> {
            assertThat(bad.number()).isEqualTo(3);
            assertThat(bad.reason()).contains(reason);
            assertThat(bad.raw()).isNotEmpty();
        });
    }

    @Test
    void theLastRecordOfACutFileIsPutAside() {
        // Given
        var whole = String.join("^^", HEADER, PAYMENT, REFUND);

        // Then: as long as a column is missing; what is cut within the last column can't be seen
        int lastColumn = whole.length() - "P0001".length();
        for (int end = whole.length() - REFUND.length() + 1; end < lastColumn - 1; end++) {
            var read = read(whole.substring(0, end));
            assertThat(read.lines()).hasSize(1);
            assertThat(read.bad()).hasSize(1);
        }
    }

    @Test
    void aRecordWithoutEndIsPutAsideWithItsBeginningOnly() {
        // When
        var read = read(HEADER + "^^" + "x".repeat(100_000) + "^^" + PAYMENT);

        // Then
        assertThat(read.bad()).singleElement().satisfies(bad -> {
            assertThat(bad.reason()).contains("longer");
            assertThat(bad.raw()).hasSize(2_000);
        });
        assertThat(read.lines()).hasSize(1);
    }

    @Test
    void aMendedLineIsReadLikeAnyOther() throws LineFault {
        assertThat(format.mended(7, PAYMENT + "\r\n", LocalDate.of(2026, 11, 22)))
                .isEqualTo(format.mended(7, PAYMENT, LocalDate.of(2026, 11, 22)))
                .satisfies(line -> assertThat(line.number()).isEqualTo(7));
        assertThatThrownBy(() -> format.mended(7, "Sale", LocalDate.of(2026, 11, 22)))
                .isInstanceOf(LineFault.class)
                .hasMessageContaining("columns");
    }
}
