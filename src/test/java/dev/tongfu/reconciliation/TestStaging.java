package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;

/** Writes lines as a reader of a file would: ids that do not depend on the file's order. */
final class TestStaging implements Staging {
    private final RunWorld world;

    TestStaging(RunWorld world) {
        this.world = world;
    }

    @Override
    public Future<Staged> stage(String channelId, LocalDate bankDate, int version) {
        var lines = world.statements.get(bankDate + "/" + version);
        if (lines == null) {
            return Future.succeededFuture(new Staged.NoSuchVersion());
        }
        var counts = new HashMap<String, Integer>();
        var rows = new ArrayList<Tuple>();
        for (var line : lines) {
            String key = channelId + "|" + bankDate + "|" + line.in() + "|" + line.kind() + "|" + line.ourRef() + "|"
                    + line.bankRef() + "|" + line.amount() + "|" + line.fee();
            int count = counts.merge(key, 1, Integer::sum);
            rows.add(Tuple.tuple(java.util.Arrays.asList(
                    channelId,
                    bankDate,
                    version,
                    rows.size() + 1,
                    id(key + "|" + count),
                    line.in() ? "in" : "out",
                    line.kind(),
                    line.ourRef(),
                    line.bankRef(),
                    line.original(),
                    line.amount(),
                    line.fee(),
                    line.net(),
                    line.named())));
        }
        return insert(rows).map(done -> new Staged.Parsed(lines.size(), 0));
    }

    private Future<Void> insert(List<Tuple> rows) {
        return rows.isEmpty()
                ? Future.succeededFuture()
                : world.paid
                        .pool()
                        .preparedQuery("insert into statement_line (channel_id, bank_date, version, line_no, line_id,"
                                + " direction, kind, our_ref, bank_ref, original_ref, amount, fee, net, named_date,"
                                + " currency) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
                                + " 'CNY')"
                                + " on conflict do nothing")
                        .executeBatch(rows)
                        .mapEmpty();
    }

    private static String id(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "lin_" + HexFormat.of().formatHex(digest).substring(0, 26);
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
