package dev.tongfu;

import dev.tongfu.bank.abc.AbcStatementFormat;
import dev.tongfu.money.Money;
import dev.tongfu.payment.MovedWorld;
import dev.tongfu.payment.MovedWorld.Moved;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A day with something of each kind on both sides, and the bank's file about it. */
final class AbcDay {
    private static final String HEADER =
            "商户号|交易类型|订单编号|交易时间|交易金额|商户账号|商户动账金额|客户账号|账户类型|商户回佣手续费|商户分期手续费|会计日期|主机流水号|9014流水号|原订单号";
    private static final String KEEP = """
            insert into statement_version (channel_id, bank, bank_date, version, sha256, name, format, source, size,
                content, taken_by, taken_at)
            values ('abc-1', 'abc', $1::date, 1, repeat('a', 64), 'test', $2::text, 'uploaded', $3::bigint, $4::bytea,
                'test', now())
            """;

    private final LocalDate day;
    private final List<String> records = new ArrayList<>(List.of(HEADER));

    AbcDay(LocalDate day) {
        this.day = day;
    }

    void fill(MovedWorld world) throws IOException {
        var paid = world.paid(10_000, day);
        var refund = world.refunded(paid, 3_000, day);
        var other = world.paid(2_000, day);
        var unheard = world.ordered(700, day);
        world.paid(500, day);
        payment(paid.orderNo(), 10_000, 60);
        refund(refund, paid);
        payment(other.orderNo(), 2_010, 12);
        payment(unheard.orderNo(), 700, 4);
        payment("NOTOURS000000001", 50, 0);
        keep(world);
    }

    private void payment(String order, long fen, long fee) {
        record("Sale", order, "", fen, fee);
    }

    private void refund(Moved refund, Moved paid) {
        record("Refund", refund.orderNo(), paid.orderNo(), refund.amount(), 0);
    }

    private void record(String type, String order, String original, long fen, long fee) {
        String date = DateTimeFormatter.BASIC_ISO_DATE.format(day);
        records.add(String.join(
                "|",
                "10388",
                type,
                order,
                date + "120000",
                yuan(fen),
                "10388",
                yuan(fen - fee),
                "6228*0018",
                "401",
                yuan(fee),
                "0.00",
                date,
                "1",
                "V" + order,
                original));
    }

    private static String yuan(long fen) {
        return Money.cny(fen).toDecimal();
    }

    private void keep(MovedWorld world) throws IOException {
        byte[] text = String.join("^^", records).getBytes(Charset.forName("GBK"));
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text);
        }
        var row = Tuple.of(day, AbcStatementFormat.NAME, (long) text.length, Buffer.buffer(packed.toByteArray()));
        world.onLoop(() -> world.pool().preparedQuery(KEEP).execute(row));
    }
}
