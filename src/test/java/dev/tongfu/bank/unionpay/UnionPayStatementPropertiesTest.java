package dev.tongfu.bank.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.ReadStatement;
import dev.tongfu.bank.StatementLine;
import dev.tongfu.bank.unionpay.UnionPayStatementWriter.Row;
import dev.tongfu.bank.unionpay.UnionPayStatementWriter.Written;
import dev.tongfu.bank.unionpay.UnionPayStatementWriter.Wrong;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class UnionPayStatementPropertiesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private final UnionPayStatementFormat format =
            new UnionPayStatementFormat(new UnionPayConfig.Statement(4, 10_000_000, List.of("E25")));

    /** Lines of both files, with what is wrong among them; either file may be the first of the zip. */
    private static final class Day {
        private final List<Row> own = new ArrayList<>();
        private final List<Row> errors = new ArrayList<>();
        private final boolean ownFirst;
        private final LocalDate date;

        Day(long seed, int count, int wrong) {
            var random = new Random(seed);
            this.date = FIRST.plusDays(random.nextInt(1_000));
            this.ownFirst = random.nextBoolean();
            var writer = new UnionPayStatementWriter(random, date);
            for (int i = 0; i < count; i++) {
                boolean isOwn = random.nextInt(4) > 0;
                (isOwn ? own : errors).add(writer.line(isOwn));
            }
            for (int i = 0; i < wrong; i++) {
                boolean isOwn = random.nextBoolean();
                (isOwn ? own : errors).add(writer.wrong(isOwn));
            }
            shuffle(random);
        }

        void shuffle(Random random) {
            Collections.shuffle(own, random);
            Collections.shuffle(errors, random);
        }

        private List<Row> inOrder() {
            var all = new ArrayList<>(ownFirst ? own : errors);
            all.addAll(ownFirst ? errors : own);
            return all;
        }

        /** The number of each line is its place. */
        List<StatementLine> lines() {
            var all = inOrder();
            return IntStream.range(0, all.size())
                    .filter(i -> all.get(i) instanceof Written)
                    .mapToObj(i -> numbered(i + 1, ((Written) all.get(i)).line()))
                    .toList();
        }

        /** Such as {@code 3: it ends before column 28}. */
        List<String> reasons() {
            var all = inOrder();
            return IntStream.range(0, all.size())
                    .filter(i -> all.get(i) instanceof Wrong)
                    .mapToObj(i -> i + 1 + ": " + ((Wrong) all.get(i)).reason())
                    .toList();
        }

        byte[] zip() {
            String name = "INN" + date.toString().replace("-", "").substring(2) + "88";
            var bytes = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(bytes)) {
                write(zip, name + (ownFirst ? "ZM" : "ZME") + "_802310048993424", ownFirst ? own : errors);
                write(zip, name + (ownFirst ? "ZME" : "ZM") + "_802310048993424", ownFirst ? errors : own);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return bytes.toByteArray();
        }

        private static void write(ZipOutputStream zip, String name, List<Row> lines) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
            for (var line : lines) {
                zip.write(line.bytes().getBytes());
                zip.write('\r');
                zip.write('\n');
            }
            zip.closeEntry();
        }
    }

    private static StatementLine numbered(int number, StatementLine line) {
        return new StatementLine(
                number,
                line.direction(),
                line.kind(),
                line.ourRef(),
                line.bankRef(),
                line.originalRef(),
                line.amount(),
                line.fee(),
                line.currency(),
                line.namedDate(),
                line.bankTime());
    }

    @Property(tries = 400)
    void whatIsWrittenIsRead(@ForAll long seed, @ForAll @IntRange(max = 40) int count) {
        // Given
        var day = new Day(seed, count, 0);

        // When
        var read = ReadStatement.of(format, day.zip());

        // Then
        assertThat(read.broken()).isNull();
        assertThat(read.bad()).isEmpty();
        assertThat(read.lines()).isEqualTo(day.lines());
    }

    @Property(tries = 400)
    void whatIsWrongIsPutAsideWithItsNumberAndReasonAndTheOthersAreRead(
            @ForAll long seed, @ForAll @IntRange(max = 20) int count, @ForAll @IntRange(min = 1, max = 9) int wrong) {
        // Given
        var day = new Day(seed, count, wrong);

        // When
        var read = ReadStatement.of(format, day.zip());

        // Then
        assertThat(read.broken()).isNull();
        assertThat(read.lines()).isEqualTo(day.lines());
        var reasons = day.reasons();
        assertThat(read.bad()).hasSameSizeAs(reasons);
        for (int i = 0; i < reasons.size(); i++) {
            var bad = read.bad().get(i);
            String expected = reasons.get(i);
            assertThat(expected).startsWith(bad.number() + ": ");
            assertThat(bad.reason()).contains(expected.substring(expected.indexOf(' ') + 1));
        }
    }

    @Property(tries = 200)
    void theOrderOfTheLinesChangesNothingButTheirNumbers(@ForAll long seed, @ForAll @IntRange(max = 30) int count) {
        // Given
        var day = new Day(seed, count, 3);
        var before = ReadStatement.of(format, day.zip());

        // When
        day.shuffle(new Random(seed + 1));
        var after = ReadStatement.of(format, day.zip());

        // Then
        assertThat(unnumbered(after)).containsExactlyInAnyOrderElementsOf(unnumbered(before));
        assertThat(after.bad()).hasSameSizeAs(before.bad());
    }

    private static List<StatementLine> unnumbered(ReadStatement read) {
        return read.lines().stream().map(line -> numbered(1, line)).toList();
    }
}
