package dev.tongfu.bank.abc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.ReadStatement;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.bank.StatementLine.Direction;
import dev.tongfu.bank.StatementLine.Kind;
import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AbcStatementPropertiesTest {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final byte[] SEPARATOR = {'^', '^'};

    private final AbcStatementFormat format = new AbcStatementFormat(
            AbcConfig.standard("https://bank.test", List.of()).statement());

    private static StatementLine line(int number, RandomGenerator random) {
        boolean refund = random.nextBoolean();
        long amount = random.nextLong(1, 1_000_000_000_000L);
        var day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1_000));
        return new StatementLine(
                number,
                refund ? Direction.OUT : Direction.IN,
                refund ? Kind.REFUND : Kind.PAYMENT,
                "P" + random.nextLong(Long.MAX_VALUE),
                random.nextInt(5) == 0 ? null : "B" + random.nextLong(Long.MAX_VALUE),
                refund ? "O" + random.nextInt(Integer.MAX_VALUE) : null,
                amount,
                refund ? 0 : random.nextLong(0, amount + 1),
                CurrencyCode.CNY,
                day,
                day.atStartOfDay().plusSeconds(random.nextInt(86_400)));
    }

    private static byte[] record(StatementLine line) {
        boolean refund = line.kind() == Kind.REFUND;
        return String.join(
                        "|",
                        "103881040000001",
                        refund ? "RefundTrx" : "weixinpay",
                        line.ourRef(),
                        TIME.format(line.bankTime()),
                        Money.cny(line.amount()).toDecimal(),
                        "户名" + line.number(),
                        Money.cny(Math.abs(line.net())).toDecimal(),
                        "6228*0018",
                        "401",
                        Money.cny(line.fee()).toDecimal(),
                        "0",
                        DateTimeFormatter.BASIC_ISO_DATE.format(line.namedDate()),
                        "1",
                        line.bankRef() == null ? "" : line.bankRef(),
                        line.originalRef() == null ? "" : line.originalRef())
                .getBytes(AbcStatementFormatTest.GBK);
    }

    private static byte[] file(List<byte[]> records) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(AbcStatementFormatTest.HEADER.getBytes(AbcStatementFormatTest.GBK));
        records.forEach(record -> {
            bytes.writeBytes(SEPARATOR);
            bytes.writeBytes(record);
        });
        return bytes.toByteArray();
    }

    private static List<StatementLine> lines(long seed, int count) {
        var random = new java.util.Random(seed);
        return IntStream.range(0, count)
                .mapToObj(index -> line(index + 2, random))
                .toList();
    }

    @Property
    void whatIsWrittenIsRead(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
        // Given
        var lines = lines(seed, count);

        // When
        var read = ReadStatement.of(
                format,
                file(lines.stream().map(AbcStatementPropertiesTest::record).toList()));

        // Then
        assertThat(read.lines()).isEqualTo(lines);
        assertThat(read.bad()).isEmpty();
    }

    @Property
    void oneBrokenLineNeverLosesItsNeighbours(
            @ForAll long seed,
            @ForAll @IntRange(max = 9) int broken,
            @ForAll @IntRange(max = 1_000) int place,
            @ForAll byte value) {
        // Given
        var lines = lines(seed, 10);
        var records = new ArrayList<>(
                lines.stream().map(AbcStatementPropertiesTest::record).toList());
        byte[] hit = records.get(broken);
        hit[place % hit.length] = value;

        // When
        var read = ReadStatement.of(format, file(records));

        // Then
        var others = new ArrayList<>(lines);
        others.remove(broken);
        assertThat(read.lines())
                .extracting(StatementLine::ourRef)
                .containsAll(others.stream().map(StatementLine::ourRef).toList());
        assertThat(read.lines().size() + read.bad().size()).isGreaterThanOrEqualTo(10);
    }

    @Property
    void anyByteOfTheFileMayBeAnythingAndNothingIsThrown(
            @ForAll long seed, @ForAll @IntRange(max = 100_000) int place, @ForAll byte value) {
        // Given
        byte[] file = file(
                lines(seed, 5).stream().map(AbcStatementPropertiesTest::record).toList());
        file[place % file.length] = value;

        // When
        var read = ReadStatement.of(format, file);

        // Then
        assertThat(read.broken() != null || read.lines().size() + read.bad().size() >= 4)
                .isTrue();
    }
}
