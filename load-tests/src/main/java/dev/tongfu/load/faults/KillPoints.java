package dev.tongfu.load.faults;

import dev.tongfu.load.faults.FaultProxy.Swallow;
import dev.tongfu.load.faults.FaultProxy.Weather;
import dev.tongfu.load.stand.PostgresServer;
import dev.tongfu.load.stand.Receiver;
import dev.tongfu.load.stand.Receiver.Mood;
import dev.tongfu.load.stand.Sql;
import dev.tongfu.load.stand.Stand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * The gateway killed at named points of a payment, a refund and a batch.
 *
 * <p>The points are held from outside, so that what is killed is the program as it is shipped: the bank's wire swallows
 * a question or an answer, a table is locked before the write that would follow, the shop takes a message and does not
 * answer. The points of a statement are in {@code ReconcileKilledIT}.
 */
final class KillPoints {
    private static final Duration REACHED = Duration.ofSeconds(60);
    private static final Duration UP = Duration.ofSeconds(60);
    private static final String REFUND = "\"TrxType\":\"Refund\"";
    private static final String BATCH = "\"TrxType\":\"BatchRefund\"";
    private static final int BATCH_ITEMS = 5;
    private static final int ANSWER_MS = 3_000;

    private final Stand stand;
    private final FaultProxy bank;
    private final Receiver receiver;
    private final int times;

    KillPoints(Stand stand, FaultProxy bank, Receiver receiver, int times) {
        this.stand = stand;
        this.bank = bank;
        this.receiver = receiver;
        this.times = times;
    }

    /** Something is held at a point until the gateway is dead. */
    private interface Held extends AutoCloseable {
        boolean reached() throws SQLException, IOException;

        @Override
        void close() throws SQLException;
    }

    private interface Holds {
        Held hold() throws SQLException, IOException;
    }

    List<BadDay> all() {
        return List.of(
                day("intent committed", () -> wire(Swallow.QUESTIONS, "")),
                day("bank called", () -> wire(Swallow.ANSWERS, "")),
                day("answer read", () -> locked("evidence", "%insert into evidence%", "payment")),
                day("applied", () -> locked("notification_attempt", "%notification_attempt%", "notification")),
                day("notice sent", this::shop),
                day("refund reserved", () -> wire(Swallow.QUESTIONS, REFUND)),
                day("refund sent", () -> wire(Swallow.ANSWERS, REFUND)),
                day("refund answered", this::refundAnswered),
                new BadDay("killed when a batch was sent x " + times, this::batches));
    }

    private BadDay day(String point, Holds holds) {
        return new BadDay("killed at: " + point + " x " + times, shoppers -> {
            for (int time = 0; time < times; time++) {
                kill(shoppers, holds.hold(), point);
            }
        });
    }

    private void kill(Shoppers shoppers, Held point, String name)
            throws IOException, SQLException, InterruptedException {
        try (point) {
            Shoppers.await(REACHED, () -> reached(point), "the point: " + name);
            stand.killGateway();
        }
        stand.restartGateway();
        shoppers.awaitMore(3, UP);
    }

    private static boolean reached(Held point) {
        try {
            return point.reached();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void batches(Shoppers shoppers) throws IOException, SQLException, InterruptedException {
        for (int time = 0; time < times; time++) {
            var point = wire(Swallow.ANSWERS, BATCH);
            shoppers.refundBatch("batch-" + time, paid());
            kill(shoppers, point, "a batch was sent");
        }
    }

    /** Payments of which nothing went back yet. */
    private List<String> paid() throws IOException, SQLException {
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            return sql.lines("select id from payment where status = 'succeeded' and refunded = 0"
                    + " and refund_reserved = 0 order by id desc limit " + BATCH_ITEMS);
        }
    }

    private Held wire(Swallow swallow, String about) {
        long before = bank.swallowed();
        bank.weather(Weather.swallowing(swallow, about));
        return new Held() {
            @Override
            public boolean reached() {
                return bank.swallowed() > before;
            }

            @Override
            public void close() {
                bank.weather(Weather.fair());
                bank.reset();
            }
        };
    }

    private Held shop() {
        int before = receiver.held();
        receiver.mood(Mood.HANGING);
        return new Held() {
            @Override
            public boolean reached() {
                return receiver.held() > before;
            }

            @Override
            public void close() {
                receiver.mood(Mood.GOOD);
            }
        };
    }

    /** The bank is slow to answer, so that there is time for the lock that its answer runs into. */
    private Held refundAnswered() throws SQLException, IOException {
        bank.weather(Weather.slow(ANSWER_MS, REFUND));
        try (var sql = Sql.connect(stand.server(), "tongfu")) {
            Shoppers.await(REACHED, () -> sent(sql), "a refund to be sent");
        }
        var held = locked("evidence", "%insert into evidence%", "refund");
        return new Held() {
            @Override
            public boolean reached() throws SQLException, IOException {
                return held.reached();
            }

            @Override
            public void close() throws SQLException {
                bank.weather(Weather.fair());
                held.close();
            }
        };
    }

    private static boolean sent(Sql sql) {
        try {
            return !"0".equals(sql.text("select count(*) from operation where kind in ('refund', 'void')"
                    + " and status = 'sent' and ordered_at > now() - interval '3 seconds'"));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
    }

    /**
     * Whoever writes into the table waits, until a statement like this does.
     *
     * @param written a table that its transaction has written into already
     */
    private Held locked(String table, String statement, String written) throws SQLException, IOException {
        PostgresServer server = stand.server();
        var lock = Sql.connect(server, "tongfu");
        lock.run("begin; lock table " + table + " in exclusive mode");
        return new Held() {
            @Override
            public boolean reached() throws SQLException {
                try (var sql = Sql.connect(server, "tongfu")) {
                    return !"0".equals(sql.text("select count(*) from pg_stat_activity a join pg_locks l on l.pid = a.pid"
                            + " where a.wait_event_type = 'Lock' and a.usename = 'tongfu_app' and a.query ilike '"
                            + statement + "' and l.granted and l.mode = 'RowExclusiveLock' and l.relation = '" + written
                            + "'::regclass"));
                }
            }

            @Override
            public void close() throws SQLException {
                lock.close();
            }
        };
    }
}
