package dev.tongfu.bank.unionpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.bank.LineFault;
import dev.tongfu.bank.ReadStatement;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.bank.StatementLine.Direction;
import dev.tongfu.bank.StatementLine.Kind;
import dev.tongfu.money.CurrencyCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnionPayStatementFormatTest {
    private static final Charset GBK = Charset.forName("GBK");
    private static final String ZM = "INN15090588ZM_802310048993424";
    private static final String ZME = "INN15090588ZME_802310048993424";
    private static final String RD = "RD201015090588_802310048993424";
    private static final LocalDate DAY = LocalDate.of(2015, 9, 5);

    private final UnionPayStatementFormat format =
            new UnionPayStatementFormat(new UnionPayConfig.Statement(4, 1_000_000, List.of("E25")));

    static byte[] zip(Map<String, String> files) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(GBK));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> files(String zm, String zme, String rd) {
        var files = new LinkedHashMap<String, String>();
        files.put(ZM, zm);
        files.put(ZME, zme);
        files.put(RD, rd);
        return files;
    }

    private ReadStatement read(String zm, String zme, String rd) {
        return ReadStatement.of(format, zip(files(zm, zme, rd)));
    }

    /** The public sample, 607 characters and CRLF. */
    static String sample() throws IOException {
        return Files.readString(UnionPayTestBank.RESOURCES.resolve("public").resolve("statement.zm"), GBK);
    }

    /** The sample with other texts between two places, counted from 0. */
    static String with(String line, int from, String text) {
        return line.substring(0, from) + text + line.substring(from + text.length());
    }

    /** A line of ZME as its widths are known. */
    private static String error(String code, String amount, String fee, String settled) {
        int[] widths = {3, 11, 11, 6, 10, 19, 12, 4, 2, 2, 6, 10, 4, 12, 13, 13, 15, 15, 1, 12, 2, 135};
        var texts = new String[widths.length];
        Arrays.fill(texts, "");
        texts[0] = code;
        texts[3] = "190700";
        texts[4] = "0906112203";
        texts[6] = amount;
        texts[10] = "190624";
        texts[11] = "0905112203";
        texts[14] = fee;
        texts[15] = settled;
        texts[16] = "802310048993424";
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(texts[i]).append(" ".repeat(widths[i] - texts[i].length() + 1));
        }
        return line.substring(0, line.length() - 1) + "\r\n";
    }

    @Test
    void thePublicSampleIsRead() throws IOException {
        // When
        var read = read(sample(), "", "");

        // Then
        assertThat(read.broken()).isNull();
        assertThat(read.bad()).isEmpty();
        assertThat(read.lines())
                .containsExactly(new StatementLine(
                        1,
                        Direction.IN,
                        Kind.PAYMENT,
                        "10078087",
                        "201509061122031906248",
                        null,
                        476_800,
                        2_861,
                        CurrencyCode.CNY,
                        null,
                        LocalDateTime.of(2015, 9, 6, 11, 22, 3)));
    }

    @ParameterizedTest
    @CsvSource({"03,CAPTURE,IN", "04,REFUND,OUT", "31,VOID,OUT", "33,CAPTURE_VOID,OUT"})
    void theTransactionTypeTellsWhatItIs(String type, Kind kind, Direction direction) throws IOException {
        // Given
        boolean in = direction == Direction.IN;
        var line = with(
                with(with(sample(), 166, "D000000000000"), 180, in ? "C000000476800" : "D000000476800"), 215, type);

        // When
        var read = read(line, "", "");

        // Then
        assertThat(read.bad()).isEmpty();
        assertThat(read.lines()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo(kind);
            assertThat(found.direction()).isEqualTo(direction);
            assertThat(found.net()).isEqualTo(in ? 476_800 : -476_800);
        });
    }

    @Test
    void errorsAreAdjustmentsAndKnownCodesChargebacks() {
        // When
        var read = read(
                "",
                error("E22", "000000001000", " 000000000000", "D000000001000")
                        + error("E25", "000000002000", "D000000000100", "D000000002100")
                        + error("E30", "000000003000", " 000000000000", "C000000003000"),
                "");

        // Then
        assertThat(read.bad()).isEmpty();
        assertThat(read.lines())
                .extracting(StatementLine::kind)
                .containsExactly(Kind.ADJUSTMENT, Kind.CHARGEBACK, Kind.ADJUSTMENT);
        assertThat(read.lines()).extracting(StatementLine::net).containsExactly(-1_000L, -2_100L, 3_000L);
        assertThat(read.lines().get(0).originalRef()).isEqualTo("1906240905112203");
    }

    @ParameterizedTest
    @CsvSource({
        "0,'S56X','blank behind column 1'",
        "66,'00000047680x','column 7'",
        "166,'D000000002862','less the fee'",
        "166,' 000000002861','without its sign'",
        "215,'32','transaction type'",
        "215,'  ','transaction type'",
        "112,'        ','order number'",
        "35,'1306112203','column 5'"
    })
    void aLineThatCantBeBelievedIsPutAsideAndItsNeighboursAreRead(int from, String text, String reason)
            throws IOException {
        // When
        var read = read(sample() + with(sample(), from, text) + sample(), "", "");

        // Then
        assertThat(read.lines()).extracting(StatementLine::number).containsExactly(1, 3);
        assertThat(read.bad()).singleElement().satisfies(bad -> {
            assertThat(bad.number()).isEqualTo(2);
            assertThat(bad.reason()).contains(reason);
        });
    }

    @Test
    void aTailThatIsMissingLongerOrInChineseIsNoFault() throws IOException {
        // Given
        var line = sample().stripTrailing();
        var named = with(line, 327, "通通通通").replace("通通通通    ", "通通通通");
        var longer = sample().replace("\r\n", " \r\n");

        // When
        var read = read(line.substring(0, 311) + "\r\n" + longer + named + "\r\n" + line.substring(0, 200), "", "");

        // Then
        assertThat(read.lines()).hasSize(3);
        assertThat(read.bad())
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).contains("ends before"));
    }

    @Test
    void theSummaryIsBelievedWhereItCanBeRead() throws IOException {
        assertThat(read(sample(), "", "收款 1 笔 476800 分\r\n退款 0 笔 0 分\r\n净额 473939 分")
                        .broken())
                .isNull();
        assertThat(read(sample(), "", "收款 2 笔 476800 分\r\n退款 0 笔 0 分\r\n净额 473939 分")
                        .broken())
                .contains("summary");
        assertThat(read(sample(), "", "本日交易 2 笔").broken()).isNull();
    }

    @Test
    void aDayWithoutTransactionsIsAnEmptyFileAndAMissingFileIsNone() {
        assertThat(read("", "", "").broken()).isNull();
        assertThat(ReadStatement.of(format, zip(Map.of(ZME, ""))).broken()).contains("no ZM file");
        assertThat(ReadStatement.of(format, zip(Map.of("other", ""))).broken()).contains("neither");
        assertThat(ReadStatement.of(format, "no zip".getBytes(StandardCharsets.UTF_8))
                        .broken())
                .contains("directory");
    }

    @Test
    void aCutZipIsBrokenWhereverItIsCut() throws IOException {
        byte[] whole = zip(files(sample(), "", ""));
        for (int end = 0; end < whole.length; end++) {
            assertThat(ReadStatement.of(format, Arrays.copyOf(whole, end)).broken())
                    .as("cut at %d", end)
                    .isNotNull();
        }
    }

    @Test
    void anyBitOfTheZipMayBeWrongAndNothingIsThrown() throws IOException {
        byte[] whole = zip(files(sample(), "", ""));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] file = whole.clone();
            file[bit / 8] ^= (byte) (1 << bit % 8);
            var read = ReadStatement.of(format, file);
            assertThat(read.broken() != null || read.lines().size() + read.bad().size() == 1)
                    .as("bit %d", bit)
                    .isTrue();
        }
    }

    @Test
    void aZipThatUnpacksToMoreThanIsTakenOrHoldsTooManyFilesIsBroken() {
        assertThat(read("0".repeat(1_000_001), "", "").broken()).contains("more than is taken");
        var many = new LinkedHashMap<String, String>();
        for (int i = 0; i < 5; i++) {
            many.put(RD + i, "");
        }
        assertThat(ReadStatement.of(format, zip(many)).broken()).contains("more than 4 files");
    }

    @Test
    void aMendedLineIsReadWithTheDayOfItsStatement() throws Exception {
        assertThat(format.mended(9, sample(), DAY).bankTime()).isEqualTo(LocalDateTime.of(2015, 9, 6, 11, 22, 3));
        assertThat(format.mended(9, error("E22", "000000001000", " 000000000000", "D000000001000"), DAY)
                        .kind())
                .isEqualTo(Kind.ADJUSTMENT);
        assertThatThrownBy(() -> format.mended(9, "S56", DAY)).isInstanceOf(LineFault.class);
    }
}
