package dev.tongfu.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server the program brings along: durable, kept between starts, with passwords, on loopback only.
 *
 * <p>It blocks while starting and closing. Whoever started it closes it last, after all pools.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final String HOST = "127.0.0.1";
    private static final String SUPERUSER = "postgres";
    private static final Pattern SAID = Pattern.compile("(FATAL|initdb: error): .*");

    private final DataFolder folder;
    private final EmbeddedPostgres server;
    private final Superuser superuser;
    private final RoleLogins logins;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedServer(DataFolder folder, EmbeddedPostgres server, Login superuser) throws IOException {
        this.folder = folder;
        this.server = server;
        this.superuser = new Superuser(HOST, server.getPort(), superuser);
        this.logins = new RoleLogins(
                folder.login(RoleLogins.OWNER), folder.login(RoleLogins.APP), folder.login(RoleLogins.SIMULATOR));
    }

    /** Starts it on its folder, first ending in order a server that a killed run left there. */
    public static EmbeddedServer start(EmbeddedServerConfig config) throws IOException {
        var folder = DataFolder.claim(config.folder());
        try {
            OrphanedServer.end(folder.cluster(), Duration.ofMillis(config.orphanWaitMs()));
            new RootProbe("unshare").require();
            var login = folder.login(SUPERUSER);
            var server = launch(config, folder, login);
            LOGGER.atInfo().addKeyValue("port", server.getPort()).log("embedded PostgreSQL is up");
            return new EmbeddedServer(folder, server, login);
        } catch (IOException | RuntimeException failure) {
            folder.close();
            throw failure;
        }
    }

    public Superuser superuser() {
        return superuser;
    }

    public RoleLogins logins() {
        return logins;
    }

    /** Makes sure that the database and its roles exist; the limits of its use are those given. */
    public DatabaseConfig database(String name, DatabaseConfig limits) {
        new Roles(superuser, logins).ensure(name);
        return limits.at(HOST, server.getPort(), name, logins.owner(), logins.app());
    }

    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.close();
        } finally {
            folder.close();
        }
    }

    private static EmbeddedPostgres launch(EmbeddedServerConfig config, DataFolder folder, Login login)
            throws IOException {
        var log = folder.freshLog();
        try {
            return builder(config, folder, login, log).start();
        } catch (IOException | RuntimeException failure) {
            throw new DatabaseRefused("The embedded PostgreSQL did not start: " + reason(log, failure), failure);
        }
    }

    private static EmbeddedPostgres.Builder builder(
            EmbeddedServerConfig config, DataFolder folder, Login login, Path log) throws IOException {
        // The library starts servers without durability and with trust for everyone; later options win over its own.
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.cluster())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(config.program().toAbsolutePath().toFile())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", HOST)
                .setServerConfig("unix_socket_directories", "")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", folder.passwordFile(SUPERUSER).toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", login.password())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofMillis(config.startWaitMs()))
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()));
        sized(builder, config);
        return config.port() == 0 ? builder : builder.setPort(config.port());
    }

    /** Sizes for a small machine; the log keeps what concerns the server, not each refused statement. */
    private static void sized(EmbeddedPostgres.Builder builder, EmbeddedServerConfig config) {
        builder.setServerConfig("max_connections", Integer.toString(config.connectionsMax()))
                .setServerConfig("shared_buffers", config.sharedBuffersMb() + "MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("checkpoint_completion_target", "0.9")
                .setServerConfig("wal_compression", "on")
                .setServerConfig("jit", "off")
                .setServerConfig("log_checkpoints", "off")
                .setServerConfig("log_min_messages", "log");
    }

    private static String reason(Path log, Exception failure) throws IOException {
        if (!Files.exists(log)) {
            return failure.toString();
        }
        return Files.readAllLines(log).stream()
                .map(SAID::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .reduce((earlier, later) -> later)
                .orElseGet(() -> failure.toString());
    }
}
