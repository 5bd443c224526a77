package dev.tongfu.load.stand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The database server's processes, to be killed, frozen and started again as they were started before. */
public final class Postgres {
    private static final int STOP_S = 30;
    private static final Duration UP_WITHIN = Duration.ofSeconds(60);
    private static final long LOOK_MS = 50;

    private final Path data;

    Postgres(Path data) {
        this.data = data;
    }

    /** Process, port and password, as the server wrote them itself. */
    public PostgresServer server() throws IOException {
        var lines = Files.readAllLines(cluster().resolve("postmaster.pid"));
        if (lines.size() < 4 || !lines.get(3).strip().matches("\\d{2,5}")) {
            throw new IOException("postmaster.pid is not as expected");
        }
        String password = Files.readString(data.resolve("postgres.password")).strip();
        return new PostgresServer(
                Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip()), password);
    }

    /** The server is started again with so much memory for its pages, whoever is connected. */
    public void buffers(int megabytes) throws IOException, InterruptedException {
        var opts = cluster().resolve("postmaster.opts");
        String command = Files.readString(opts).strip();
        var postmaster = ProcessHandle.of(server().pid()).orElseThrow();
        new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().waitFor();
        postmaster.onExit().orTimeout(STOP_S, TimeUnit.SECONDS).join();
        Files.writeString(opts, command + " -c shared_buffers=" + megabytes + "MB\n");
        start();
    }

    /** From now on the server counts what each statement costs; it is started again for that. */
    public void countStatements() throws IOException, InterruptedException, SQLException {
        try (var sql = Sql.connect(server(), "postgres")) {
            sql.run("alter system set shared_preload_libraries = 'pg_stat_statements'");
            sql.run("alter system set pg_stat_statements.track_planning = on");
        }
        stop();
        start();
        try (var sql = Sql.connect(server(), "tongfu")) {
            sql.run("create extension if not exists pg_stat_statements");
        }
    }

    /** The statements that took most since the last call, one line each. */
    public List<String> dearestStatements(int count) throws IOException, SQLException {
        try (var sql = Sql.connect(server(), "tongfu")) {
            var lines = sql.lines("""
                    select format('%%9s ms in %%7s calls, %%7s ms each, planning %%6s, rows %%6s  %%s  %%s',
                        round((total_exec_time + total_plan_time)::numeric), calls,
                        round(((total_exec_time + total_plan_time) / calls)::numeric, 3),
                        round(total_plan_time::numeric), rows, r.rolname,
                        left(regexp_replace(query, '\\s+', ' ', 'g'), 90))
                    from pg_stat_statements s join pg_roles r on r.oid = s.userid where calls > 0
                    order by total_exec_time + total_plan_time desc limit %d""".formatted(count));
            sql.run("select pg_stat_statements_reset()");
            return lines;
        }
    }

    /** SIGKILL for the server and all its backends at the same moment, as when the machine dies. */
    public void kill() throws IOException, InterruptedException {
        signal("-KILL");
    }

    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    /** Starts it with the command line it was started with; returns when it takes connections. */
    public void start() throws IOException, InterruptedException {
        String command = Files.readString(cluster().resolve("postmaster.opts")).strip();
        var words = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            words.addAll(List.of("unshare", "-U"));
        }
        words.addAll(List.of("setsid", "sh", "-c", "exec " + command));
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("restarted.log").toFile()))
                .start();
        long end = System.nanoTime() + UP_WITHIN.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("PostgreSQL does not start; see " + data.resolve("restarted.log"));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
    }

    /** Whether it takes connections. */
    public boolean answers() {
        try (var sql = Sql.connect(server(), "postgres")) {
            return "1".equals(sql.text("select 1"));
        } catch (IOException | SQLException notYet) {
            return false;
        }
    }

    /** Whether its process is there. */
    public boolean running() throws IOException {
        return Files.exists(cluster().resolve("postmaster.pid"))
                && ProcessHandle.of(server().pid()).isPresent();
    }

    /** The administrator's order to stop. */
    void stop() throws IOException {
        var postmaster = ProcessHandle.of(server().pid());
        postmaster.ifPresent(process -> {
            process.destroy();
            process.onExit().orTimeout(STOP_S, TimeUnit.SECONDS).join();
        });
    }

    private Path cluster() {
        return data.resolve("pg18");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var postmaster = ProcessHandle.of(server().pid())
                .orElseThrow(() -> new IOException("PostgreSQL is not running"));
        var words = new ArrayList<>(List.of("kill", name));
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .forEach(process -> words.add(Long.toString(process.pid())));
        new ProcessBuilder(words).start().waitFor();
        if ("-KILL".equals(name)) {
            postmaster.onExit().orTimeout(STOP_S, TimeUnit.SECONDS).join();
        }
    }
}
