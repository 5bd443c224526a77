package dev.tongfu.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server the tests of one JVM share: a given one, one in a container, or the embedded one.
 *
 * <p>{@code TONGFU_TEST_POSTGRES} (environment or system property) names a given one by its superuser's address,
 * {@code postgres://user:password@host:port/postgres}.
 */
final class TestServer {
    private static final Logger LOGGER = LoggerFactory.getLogger(TestServer.class);
    private static final String GIVEN = "TONGFU_TEST_POSTGRES";

    /** Unpacked once per checkout. */
    static final Path PROGRAM = Path.of("target", "postgres");

    private static final String FOLDER_PREFIX = "tongfu-test-";
    private static final RoleLogins FIXED_LOGINS = new RoleLogins(
            new Login(RoleLogins.OWNER, "owner-for-tests"),
            new Login(RoleLogins.APP, "app-for-tests"),
            new Login(RoleLogins.SIMULATOR, "simulator-for-tests"));
    private static final DatabaseConfig LIMITS = new DatabaseConfig(
            "", 0, "", "", "", "", "", "disable", 4, 1_000, 10_000, 30_000, 5_000, 10_000, 5_000, 10_000, 64);

    private final Superuser superuser;
    private final RoleLogins logins;
    private final Roles roles;
    private final String template;
    private final EmptiedDatabases emptied;

    private TestServer(Superuser superuser, RoleLogins logins) {
        this.superuser = superuser;
        this.logins = logins;
        this.roles = new Roles(superuser, logins);
        this.template = "tongfu_template_" + ProcessHandle.current().pid();
        roles.drop(template);
        roles.ensure(template);
        var config = config(template);
        LOGGER.atInfo()
                .addKeyValue("gateway", Migrations.gateway(config).migrate())
                .addKeyValue(
                        "simulator",
                        Migrations.simulator(config, logins.simulator()).migrate())
                .log("migrated");
        this.emptied = new EmptiedDatabases(superuser, template);
    }

    static TestServer shared() {
        return Holder.SERVER;
    }

    Superuser superuser() {
        return superuser;
    }

    RoleLogins logins() {
        return logins;
    }

    /** One that was given back, else a copy of the migrated template. */
    DatabaseConfig cleanDatabase(String name) {
        if (!emptied.take(name)) {
            roles.drop(name);
            roles.copy(template, name);
        }
        return config(name);
    }

    void giveBack(String name) {
        if (!emptied.add(name)) {
            roles.drop(name);
        }
    }

    /** Its connections are ended, and it takes no more. */
    DatabaseConfig copyOf(String original, String name) {
        try (var connection = superuser.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("alter database " + original + " allow_connections false");
            statement.execute(
                    "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '" + original + "'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        roles.drop(name);
        roles.copy(original, name);
        return config(name);
    }

    DatabaseConfig emptyDatabase(String name) {
        roles.drop(name);
        roles.ensure(name);
        return config(name);
    }

    void drop(String name) {
        roles.drop(name);
    }

    private DatabaseConfig config(String name) {
        return LIMITS.at(superuser.host(), superuser.port(), name, logins.owner(), logins.app());
    }

    private static TestServer begin() {
        try {
            var given =
                    Optional.ofNullable(System.getProperty(GIVEN)).or(() -> Optional.ofNullable(System.getenv(GIVEN)));
            if (given.isPresent()) {
                return given(URI.create(given.get()));
            }
            return dockerAnswers() ? container() : embedded();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static TestServer given(URI address) {
        LOGGER.atInfo().addKeyValue("host", address.getHost()).log("tests use the given PostgreSQL server");
        var login = address.getUserInfo().split(":", 2);
        var server = new TestServer(
                new Superuser(address.getHost(), address.getPort(), new Login(login[0], login[1])), FIXED_LOGINS);
        atExit(() -> server.drop(server.template));
        return server;
    }

    /** The container ends with the JVM by Testcontainers' own means. */
    @SuppressWarnings("resource")
    private static TestServer container() {
        var container = new PostgreSQLContainer("postgres:17").withStartupTimeout(Duration.ofMinutes(2));
        container.start();
        LOGGER.atInfo().addKeyValue("port", container.getFirstMappedPort()).log("tests use PostgreSQL in a container");
        return new TestServer(
                new Superuser(
                        container.getHost(),
                        container.getFirstMappedPort(),
                        new Login(container.getUsername(), container.getPassword())),
                FIXED_LOGINS);
    }

    private static TestServer embedded() throws IOException {
        oneAtATime(TestServer::removeLeftOvers);
        var folder = Files.createTempDirectory(FOLDER_PREFIX);
        var server = EmbeddedServer.start(new EmbeddedServerConfig(folder, PROGRAM, 0, 300, 64, 60_000, 15_000));
        atExit(() -> {
            try {
                server.close();
                remove(folder);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
        LOGGER.atInfo().addKeyValue("port", server.superuser().port()).log("tests use the embedded PostgreSQL server");
        withoutWaitingForDisks(server.superuser());
        return new TestServer(server.superuser(), server.logins());
    }

    /** No test cuts off this server's power; those about durability start a server of their own. */
    private static void withoutWaitingForDisks(Superuser superuser) throws IOException {
        try (var connection = superuser.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("alter system set fsync = off");
            statement.execute("alter system set full_page_writes = off");
            statement.execute("select pg_reload_conf()");
        } catch (SQLException failure) {
            throw new IOException("the server for tests keeps its settings", failure);
        }
    }

    private static boolean dockerAnswers() {
        var socket = Path.of("/var/run/docker.sock");
        if (System.getenv("DOCKER_HOST") != null) {
            return true;
        }
        if (!Files.exists(socket)) {
            return false;
        }
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    /** Two runs must not clear away the same folder. */
    private static void oneAtATime(Clearing clearing) throws IOException {
        var file = Path.of(System.getProperty("java.io.tmpdir"), FOLDER_PREFIX.replaceAll("-$", ".lock"));
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            LOGGER.atDebug().addKeyValue("lock", lock).log("clearing away what killed runs left");
            clearing.run();
        }
    }

    private interface Clearing {
        void run() throws IOException;
    }

    /** Servers of test runs that were killed: their folders are no longer locked. */
    private static void removeLeftOvers() throws IOException {
        try (var folders =
                Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), FOLDER_PREFIX + "*")) {
            for (var folder : folders) {
                if (Files.exists(folder.resolve("lock"))) {
                    removeIfLeftOver(folder);
                }
            }
        }
    }

    private static void removeIfLeftOver(Path folder) throws IOException {
        try (var claimed = DataFolder.claim(folder)) {
            OrphanedServer.end(claimed.cluster(), Duration.ofSeconds(15));
            remove(folder);
        } catch (DatabaseRefused inUse) {
            LOGGER.atDebug().addKeyValue("folder", folder).log("another test run's server");
        }
    }

    static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void atExit(Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action, "test-server-close"));
    }

    private static final class Holder {
        private static final TestServer SERVER = begin();
    }
}
