package dev.tongfu;

import dev.tongfu.console.CountsStore;
import dev.tongfu.db.Database;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.PrintWriter;

/** The demo's live line: how many payments are where, and what is still to be told. */
final class LiveLine implements AutoCloseable {
    private static final int WAIT_S = 2;

    private final Pool pool;
    private final CountsStore counts;
    private String last = "";

    LiveLine(Vertx vertx, Foundation base) {
        this.pool = new Database(base.database()).pool(vertx);
        this.counts = new CountsStore();
    }

    void print(PrintWriter out) {
        String line;
        try {
            line = Waiting.until(counts.read(pool), WAIT_S, "counting").line();
        } catch (CommandFailure failure) {
            line = "database not reachable 数据库不可达";
        }
        if (!line.equals(last) || System.console() != null) {
            out.print(System.console() != null ? "\r\u001b[2K" + line : line + System.lineSeparator());
            out.flush();
            last = line;
        }
    }

    @Override
    public void close() {
        pool.close().onFailure(cause -> last = "");
    }
}
