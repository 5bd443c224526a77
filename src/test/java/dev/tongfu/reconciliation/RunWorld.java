package dev.tongfu.reconciliation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.bank.Archive;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.db.Ids;
import dev.tongfu.ledger.LedgerConfig;
import dev.tongfu.ledger.LedgerStore;
import dev.tongfu.outbox.OutboxStore;
import dev.tongfu.payment.MovedWorld;
import dev.tongfu.payment.MovedWorld.Moved;
import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Payments as they come to be, and statements as a test writes them. */
final class RunWorld implements AutoCloseable {
    static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    static final String CHANNEL = "abc-1";

    final MovedWorld paid = new MovedWorld();
    final Map<String, List<TestLine>> statements = new HashMap<>();
    final Set<String> payouts = new java.util.HashSet<>();
    RunConfig config = new RunConfig(
            7, 60_000, 60_000, 64, 100, 4, 100, 10_000, 3, Map.of("abc", Map.of("payment", 2L)), Map.of("abc", 3L));
    Staging staging = new TestStaging(this);

    /** A line as a test states it; original is the order that it is about, where it says so. */
    record TestLine(
            boolean in,
            String kind,
            @org.jspecify.annotations.Nullable String ourRef,
            @org.jspecify.annotations.Nullable String bankRef,
            @org.jspecify.annotations.Nullable String original,
            long amount,
            long fee,
            LocalDate named) {
        TestLine amount(long other) {
            return new TestLine(in, kind, ourRef, bankRef, original, other, fee, named);
        }

        TestLine fee(long other) {
            return new TestLine(in, kind, ourRef, bankRef, original, amount, other, named);
        }

        TestLine named(LocalDate other) {
            return new TestLine(in, kind, ourRef, bankRef, original, amount, fee, other);
        }

        TestLine otherWay() {
            return new TestLine(!in, in ? "refund" : "payment", ourRef, bankRef, original, amount, fee, named);
        }

        TestLine withoutOurRef() {
            return ourRef(null);
        }

        TestLine ourRef(@org.jspecify.annotations.Nullable String other) {
            return new TestLine(in, kind, other, bankRef, original, amount, fee, named);
        }

        TestLine bankRef(@org.jspecify.annotations.Nullable String other) {
            return new TestLine(in, kind, ourRef, other, original, amount, fee, named);
        }

        TestLine about(Moved payment) {
            return new TestLine(in, kind, ourRef, bankRef, payment.orderNo(), amount, fee, named);
        }

        long net() {
            return (in ? amount : -amount) - fee;
        }
    }

    /** The line that states a movement, without a fee. */
    static TestLine line(Moved moved) {
        boolean refund = moved.id().startsWith("ref_");
        return new TestLine(
                !refund,
                refund ? "refund" : "payment",
                moved.orderNo(),
                moved.bankRef(),
                null,
                moved.amount(),
                0,
                moved.date());
    }

    static TestLine foreign(boolean in, long amount, int number) {
        return new TestLine(in, in ? "payment" : "refund", "FOREIGN" + number, "BANK" + number, null, amount, 0, DAY);
    }

    /** The next version of a day's statement. */
    void statement(LocalDate day, Collection<TestLine> lines) {
        int version = 1
                + Integer.parseInt(paid.rows("select count(*)::text from statement_version where channel_id = '"
                                + CHANNEL + "' and bank_date = '" + day + "'")
                        .get(0));
        statements.put(day + "/" + version, List.copyOf(lines));
        paid.sql("insert into statement_version values ('" + CHANNEL + "', 'abc', '" + day + "', " + version
                + ", encode(sha256('" + day + version + "'), 'hex'), 'test', 'abc', 'fetched', 1, '', 'test', now())");
    }

    ReconciliationService service() {
        return service(paid.pool());
    }

    private ReconciliationService service(io.vertx.sqlclient.Pool pool) {
        var ids = new Ids(paid.clock());
        var ring = new KeyRing("test", Map.of("test", new byte[KeyRing.KEY_BYTES]));
        return new ReconciliationService(new ReconciliationService.Parts(
                pool,
                paid.merchants(),
                new LedgerStore(ids, LedgerConfig.defaults()),
                new OutboxStore(),
                staging,
                lines -> {
                    var ours = new java.util.HashSet<String>();
                    lines.stream()
                            .filter(line -> payouts.contains(line.reference()))
                            .forEach(line -> ours.add(line.lineId()));
                    return Future.succeededFuture(ours);
                },
                () -> paid.desk().statementEvidence(),
                new Archive(new SecretBox(ring)),
                config,
                ids,
                paid.clock()));
    }

    @CanIgnoreReturnValue
    Optional<String> run(LocalDate day) {
        return paid.onLoop(() -> service().run(CHANNEL, day, "operator:mia"));
    }

    /** The run of a process that dies before its n-th statement; true when it came to its end before. */
    boolean runAndDie(LocalDate day, int statements) {
        var dying = new FailingPool(paid.pool(), statements);
        paid.onLoop(() -> service(dying.pool())
                .run(CHANNEL, day, "operator:mia")
                .map(true)
                .recover(died -> Future.succeededFuture(false)));
        return dying.survived();
    }

    /** A run in whose way something comes before its n-th transaction; false when it came to its end before. */
    boolean runDisturbed(LocalDate day, int transactions, java.util.function.Supplier<Future<?>> disturbance) {
        var disturbed = new DisturbedPool(paid.pool(), transactions, disturbance);
        paid.onLoop(() -> service(disturbed.pool()).run(CHANNEL, day, "operator:mia"));
        return !disturbed.undisturbed();
    }

    /** States and reconciles a day. */
    void run(LocalDate day, Collection<TestLine> lines) {
        statement(day, lines);
        run(day);
    }

    String status(LocalDate day) {
        return paid.rows("select status || coalesce(' ' || case when status = 'unproven' then proof::text end, '')"
                        + " || coalesce(' ' || failure, '') from reconciliation_run where channel_id = '" + CHANNEL
                        + "' and bank_date = '" + day + "' order by number desc limit 1")
                .get(0);
    }

    /** Code, status and what is in suspense, such as {@code bank_only open surplus 100}. */
    List<String> breaks() {
        return paid.rows("select code || ' ' || status || case when suspense > 0 then ' ' || side || ' ' || suspense"
                + " else '' end || case when frozen > 0 then ' frozen ' || frozen else '' end from break"
                + " order by code, status, suspense, id");
    }

    List<String> breakIds() {
        return paid.rows("select id || ' ' || code || ' ' || status || ' ' || suspense || ' ' || frozen from break"
                + " order by id");
    }

    List<String> postings() {
        return paid.rows("select bank_date || ' ' || logical_key || ' ' || template || ' ' || debit || ' ' || credit"
                + " || ' ' || sum(amount) from run_posting group by bank_date, logical_key, template, debit, credit"
                + " order by 1");
    }

    int transfers() {
        return Integer.parseInt(paid.rows("select count(*)::text from transfer").get(0));
    }

    List<String> balances() {
        return paid.balances();
    }

    /** I1 to I3 and those of payments. */
    List<dev.tongfu.ledger.Difference> differences() {
        var found = new ArrayList<>(paid.differences());
        ReconciliationIdentities.all()
                .forEach(identity -> found.addAll(paid.onLoop(() -> identity.check(paid.pool()))));
        return found;
    }

    @Override
    public void close() {
        paid.close();
    }
}
