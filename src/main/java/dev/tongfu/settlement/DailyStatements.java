package dev.tongfu.settlement;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/**
 * A merchant's daily statement: what changed its money on a date, line by line, in flat memory.
 *
 * <p>Its lines add up to the movement of the merchant's accounts 2101 to 2104 of that date; moves between them are not
 * listed. It is there once the books are closed and the banks' statements of the date are proven.
 */
public final class DailyStatements {
    private static final String COLUMNS = "accounting_date,occurred_at,kind,resource_id,number,original_number,amount,"
            + "fee,net,bank,bank_ref,settlement_id\r\n";

    private final Pool pool;
    private final int pageLines;
    private final SettlementStore conditions = new SettlementStore();
    private final MerchantLineStore store = new MerchantLineStore();

    public DailyStatements(Pool pool, SettlementConfig config) {
        this.pool = pool;
        this.pageLines = config.pageLines();
    }

    /** What it still waits for; empty: it is there. */
    public Future<List<String>> waitsFor(String merchantId, LocalDate date) {
        return conditions.waitsFor(pool, merchantId, date, date);
    }

    /** The file, to be read part by part. */
    public Reading read(String merchantId, LocalDate date) {
        return new Reading(merchantId, date);
    }

    /** The sums, the number of lines and the SHA-256 of the file without a byte order mark. */
    public Future<Manifest> manifest(String merchantId, LocalDate date) {
        var reading = read(merchantId, date);
        return digest(reading, sha256())
                .compose(hash -> store.balances(pool, merchantId, date)
                        .map(balances -> new Manifest(
                                date,
                                reading.rows,
                                reading.in,
                                reading.out,
                                reading.fees,
                                balances.opening(),
                                balances.closing(),
                                hash)));
    }

    private static Future<String> digest(Reading reading, MessageDigest digest) {
        return reading.next().compose(part -> {
            if (part.length() == 0) {
                return Future.succeededFuture(HexFormat.of().formatHex(digest.digest()));
            }
            digest.update(part.getBytes());
            return digest(reading, digest);
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }

    /**
     * What a statement adds up to, in minor units.
     *
     * @param in money that came, {@code out} money that left, both positive
     * @param fees of the listed lines; they are charged when a batch is approved
     * @param opening what the merchant had before the date in all its accounts; {@code closing}: after it
     */
    public record Manifest(
            LocalDate date, long rows, long in, long out, long fees, long opening, long closing, String sha256) {
        public JsonObject json() {
            var totals = new JsonObject()
                    .put("opening", opening)
                    .put("in", in)
                    .put("out", out)
                    .put("closing", closing)
                    .put("fees", fees);
            return new JsonObject()
                    .put("accounting_date", date.toString())
                    .put("rows", rows)
                    .put("totals", totals)
                    .put("sha256", sha256);
        }
    }

    /** One pass through a statement: header, lines, one line of totals. */
    public final class Reading {
        private final String merchantId;
        private final LocalDate date;
        private final Csv csv = new Csv();
        private boolean begun;
        private boolean ended;
        private String after = "";
        private long rows;
        private long in;
        private long out;
        private long fees;

        private Reading(String merchantId, LocalDate date) {
            this.merchantId = merchantId;
            this.date = date;
        }

        /** The next part; empty at the end. */
        public Future<Buffer> next() {
            if (!begun) {
                begun = true;
                return Future.succeededFuture(Buffer.buffer(COLUMNS));
            }
            if (ended) {
                return Future.succeededFuture(Buffer.buffer());
            }
            return store.ofDate(pool, merchantId, date, after, pageLines).map(this::page);
        }

        private Buffer page(List<MerchantLine> lines) {
            lines.forEach(this::write);
            if (lines.size() < pageLines) {
                ended = true;
                total();
            } else {
                after = lines.get(lines.size() - 1).transferId();
            }
            return Buffer.buffer(csv.take().getBytes(StandardCharsets.UTF_8));
        }

        private void write(MerchantLine line) {
            rows++;
            in = Math.addExact(in, Math.max(0, line.amount()));
            out = Math.addExact(out, Math.max(0, -line.amount()));
            fees = Math.addExact(fees, line.fee());
            csv.text(line.accountingDate().toString())
                    .text(SettlementJson.time(line.occurredAt()))
                    .text(line.kind())
                    .text(line.resourceId())
                    .text(line.number())
                    .text(line.originalNumber())
                    .number(line.amount())
                    .number(line.fee())
                    .number(line.net())
                    .text(line.bank())
                    .text(line.bankRef())
                    .text(line.settlementId())
                    .end();
        }

        /** The number of lines stands where a line has its number. */
        private void total() {
            csv.text(date.toString())
                    .text("")
                    .text("total")
                    .text("")
                    .number(rows)
                    .text("")
                    .number(in - out)
                    .number(fees)
                    .number(in - out - fees)
                    .text("")
                    .text("")
                    .text("")
                    .end();
        }
    }
}
