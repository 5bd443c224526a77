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
    private final boolean interactive;
    private String last = "";

    /** @param interactive one line that is written over, for a terminal; else a line when something changed */
    LiveLine(Vertx vertx, Foundation base, boolean interactive) {
        this.interactive = interactive;
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
        if (interactive) {
            out.print("\r\u001b[2K" + line);
        } else if (!line.equals(last)) {
            out.println(line);
        }
        out.flush();
        last = line;
    }

    @Override
    public void close() {
        pool.close().onFailure(cause -> last = "");
    }
}
