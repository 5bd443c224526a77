package dev.tongfu.ledger;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;

/** Reads the transfers of one day once, page by page: computes the seal and notes each row that is not genuine. */
final class DayReading {
    private final TransferStore store;
    private final BookDate day;
    private final LedgerConfig config;
    private final SealDigest digest = new SealDigest();
    private final List<Difference> findings = new ArrayList<>();
    private String last = "";
    private long count;

    DayReading(TransferStore store, BookDate day, LedgerConfig config) {
        this.store = store;
        this.day = day;
        this.config = config;
    }

    Future<Void> read(SqlClient client) {
        return Pages.whileMore(
                () -> store.page(client, day, last, config.pageRows()).map(this::add));
    }

    /** After all is read, once. */
    String seal(String previous) {
        return digest.seal(previous);
    }

    long count() {
        return count;
    }

    /** At most as many as configured. */
    List<Difference> findings() {
        return List.copyOf(findings);
    }

    private boolean add(List<TransferStore.BookedRow> rows) {
        for (var row : rows) {
            digest.add(row.fields());
            last = row.id();
            count++;
            if (!row.genuine() && findings.size() < config.findingsMax()) {
                findings.add(finding(row));
            }
        }
        return rows.size() == config.pageRows();
    }

    private Difference finding(TransferStore.BookedRow row) {
        var subject = "transfer " + row.id() + " of " + day;
        if (!row.keyed()) {
            return new Difference(subject, "a known event", "inserted");
        }
        return row.sameId()
                ? new Difference(subject, "as it was written", "changed")
                : new Difference(subject, "the transfer of its event", "reordered");
    }
}
