package dev.tongfu.reconciliation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.StatementFormat;
import dev.tongfu.bank.abc.AbcConfig;
import dev.tongfu.bank.abc.AbcStatementFormat;
import dev.tongfu.bank.unionpay.UnionPayConfig;
import dev.tongfu.bank.unionpay.UnionPayStatementFormat;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Statements for tests, and the settings of tests about them. */
final class StatementFixture {
    static final Charset GBK = Charset.forName("GBK");
    static final StatementSchedule SCHEDULE = new StatementSchedule(
            true, "Asia/Shanghai", Map.of("abc", 6, "unionpay", 9), 9, 12, List.of(60, 120, 300), 7, 1, 60, 16);
    static final String HEADER =
            "商户号|交易类型|订单编号|交易时间|交易金额|商户账号|商户动账金额|客户账号|账户类型|商户回佣手续费|商户分期手续费|会计日期|主机流水号|9014流水号|原订单号";
    private static final int WAIT_S = 300;

    private StatementFixture() {}

    static StatementConfig config(long fileBytesMax) {
        return new StatementConfig(
                fileBytesMax, 5_000, new StatementConfig.Reading(3, 600_000, 1, 1_048_576), SCHEDULE);
    }

    static Map<String, StatementFormat> formats() {
        return Map.of(
                AbcStatementFormat.NAME,
                new AbcStatementFormat(
                        AbcConfig.standard("https://bank.test", List.of()).statement()),
                UnionPayStatementFormat.NAME,
                new UnionPayStatementFormat(new UnionPayConfig.Statement(16, 2_147_483_648L, List.of())));
    }

    /** A payment of so many fen with a fee of 6 of a thousand. */
    static String abcPayment(String order, long fen) {
        long fee = fen * 6 / 1_000;
        return String.join(
                "|",
                "103881040000001",
                "Sale",
                order,
                "20261122090807",
                yuan(fen),
                "103881040000001",
                yuan(fen - fee),
                "622848*********0018",
                "401",
                yuan(fee),
                "0.00",
                "20261122",
                "000000001",
                "B" + order,
                "");
    }

    static String abcRefund(String order, String original, long fen) {
        return String.join(
                "|",
                "103881040000001",
                "Refund",
                order,
                "20261122190807",
                yuan(fen),
                "103881040000001",
                yuan(fen),
                "622848*********0018",
                "401",
                "0.00",
                "0.00",
                "20261122",
                "000000002",
                "B" + order,
                original);
    }

    static String abc(String... records) {
        return HEADER + "^^" + String.join("^^", records);
    }

    private static String yuan(long fen) {
        return fen / 100 + "." + fen / 10 % 10 + fen % 10;
    }

    static String unionPayPayment(String order, long fen) {
        long fee = fen * 6 / 1_000;
        int[] widths = {
            3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15, 1, 15, 32,
            13, 13, 8, 32, 13, 13, 12, 2, 1, 131
        };
        var texts = new String[widths.length];
        java.util.Arrays.fill(texts, "");
        texts[0] = "S22";
        texts[4] = "1122090807";
        texts[5] = "622609******0048";
        texts[6] = String.format("%012d", fen);
        texts[9] = "Q" + order.substring(Math.max(0, order.length() - 20));
        texts[11] = order;
        texts[15] = (fee == 0 ? " " : "D") + String.format("%012d", fee);
        texts[16] = "C" + String.format("%012d", fen - fee);
        texts[19] = "01";
        texts[20] = "01";
        texts[27] = "802310048993424";
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(texts[i]).append(" ".repeat(widths[i] - texts[i].length() + 1));
        }
        return line.append("\r\n").toString();
    }

    /** Writes text in parts, so that a file of any size fits. */
    interface Parts {
        void write(Text text) throws IOException;
    }

    interface Text {
        void add(String part) throws IOException;
    }

    static Buffer packedText(Parts parts) {
        return packed(gzip -> parts.write(part -> gzip.write(part.getBytes(GBK))));
    }

    static Buffer packedZip(Parts zm) {
        return packed(gzip -> {
            var zip = new ZipOutputStream(gzip);
            zip.putNextEntry(new ZipEntry("INN26112288ZM_802310048993424"));
            zm.write(part -> zip.write(part.getBytes(GBK)));
            zip.closeEntry();
            zip.finish();
        });
    }

    private interface Bytes {
        void write(OutputStream stream) throws IOException;
    }

    private static Buffer packed(Bytes bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            bytes.write(gzip);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(packed.toByteArray());
    }

    /** Puts a version where custody would. */
    static void keep(Pool pool, String channel, LocalDate day, int version, String format, Buffer packed)
            throws Exception {
        String sha256 = dev.tongfu.crypto.Digests.sha256Hex(packed.getBytes());
        done(pool.preparedQuery("""
                        insert into statement_version (channel_id, bank, bank_date, version, sha256, name, format,
                            source, size, content, taken_by, taken_at)
                        values ($1::text, 'abc', $2::date, $3::int, $4::text, 'test', $5::text, 'uploaded',
                            1, $6::bytea, 'test', now())
                        """).execute(Tuple.of(channel, day, version, sha256, format, packed)));
    }

    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(WAIT_S, TimeUnit.SECONDS);
    }
}
