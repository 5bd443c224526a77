package dev.tongfu.load.bench;

import dev.tongfu.load.stand.PostgresServer;
import dev.tongfu.load.stand.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What the same server does with payments when nothing but {@code pgbench} is in front of it: one transaction each,
 * one row of a payment and two of its entries.
 */
final class Yardstick {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15/bin/pgbench");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern COUNT = Pattern.compile("actually processed: ([0-9]+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");
    private static final int GRACE_S = 60;
    private static final String TABLES = """
            drop table if exists entry, pay;
            create table pay (id bigserial primary key, merchant int, order_no text, amount bigint, status smallint,
                created timestamptz, unique (merchant, order_no));
            create table entry (id bigserial primary key, pay bigint, account int, amount bigint, created timestamptz);
            checkpoint;
            """;
    private static final String SCRIPT = """
            \\set merchant random(1, 1000)
            \\set order random(1, 1000000000000000000)
            \\set amount random(1, 100000)
            begin;
            insert into pay (merchant, order_no, amount, status, created)
                values (:merchant, :order, :amount, 0, now()) returning id \\gset
            insert into entry (pay, account, amount, created)
                values (:id, 1, :amount, now()), (:id, 2, -(:amount::bigint), now());
            commit;
            """;

    private final Path program;
    private final PostgresServer server;
    private final int clients;
    private final int seconds;

    private Yardstick(Path program, PostgresServer server, int clients, int seconds) {
        this.program = program;
        this.server = server;
        this.clients = clients;
        this.seconds = seconds;
    }

    /** Looks for the program first, so that a run does not end half-way for the lack of it. */
    static Path program() throws IOException {
        var named = System.getenv("PGBENCH");
        var program = named == null ? DEBIAN : Path.of(named);
        if (!Files.isExecutable(program)) {
            throw new IOException("There is no pgbench at " + program + ": install Debian's package postgresql-15, "
                    + "or name the program by the environment variable PGBENCH.");
        }
        return program;
    }

    static Yardstick on(Path program, PostgresServer server, int clients, int seconds) throws SQLException {
        try (var sql = Sql.connect(server, "postgres")) {
            sql.run("create database yardstick");
        }
        return new Yardstick(program, server, clients, seconds);
    }

    /** Transactions per second, their mean latency, and what a thousand cost database and {@code pgbench}. */
    record Result(double perSecond, double milliseconds, double databaseCpu, double clientCpu) {}

    Result run(Path folder) throws IOException, InterruptedException, SQLException {
        try (var sql = Sql.connect(server, "yardstick")) {
            sql.run(TABLES);
        }
        var script = Files.writeString(folder.resolve("yardstick.sql"), SCRIPT);
        var builder = new ProcessBuilder(List.of(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + seconds,
                        "--file=" + script,
                        "--host=127.0.0.1",
                        "--port=" + server.port(),
                        "--username=postgres",
                        "yardstick"))
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", server.password());
        var log = folder.resolve("pgbench.log");
        double database = CpuTime.ofFamily(server.pid());
        double client = CpuTime.ofEndedChildren();
        var process = builder.redirectOutput(log.toFile()).start();
        boolean ended = process.waitFor(seconds + GRACE_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(log, StandardCharsets.UTF_8);
        if (!ended || process.waitFor() != 0) {
            throw new IOException("pgbench failed:\n" + said);
        }
        double thousands = number(COUNT, said) / 1000;
        database = CpuTime.ofFamily(server.pid()) - database;
        client = CpuTime.ofEndedChildren() - client;
        return new Result(number(RATE, said), number(LATENCY, said), database / thousands, client / thousands);
    }

    private static double number(Pattern pattern, String said) throws IOException {
        var matcher = pattern.matcher(said);
        if (!matcher.find()) {
            throw new IOException("pgbench said nothing of " + pattern + ":\n" + said);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
