package dev.tongfu.db;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A migrated database of its own for one test class, on the server all tests of this JVM share.
 *
 * <p>Creating one blocks for about 100 ms. Pools made here are the caller's to close, or end with the database.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestServer server;
    private final DatabaseConfig config;

    private TestDatabase(TestServer server, DatabaseConfig config) {
        this.server = server;
        this.config = config;
    }

    /** A fresh database with the gateway's and the simulated banks' tables. */
    public static TestDatabase create() {
        var server = TestServer.shared();
        return new TestDatabase(server, server.copyOfTemplate(nextName()));
    }

    /** What is in it now, in a database of its own; nobody can work with this one any more. */
    public TestDatabase copy() {
        return new TestDatabase(server, server.copyOf(config.name(), nextName()));
    }

    /** The roles and schemas, but no tables. */
    static TestDatabase createEmpty() {
        var server = TestServer.shared();
        return new TestDatabase(server, server.emptyDatabase(nextName()));
    }

    private static String nextName() {
        return "tongfu_test_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
    }

    /** As the gateway is configured: app role and owner role. */
    public DatabaseConfig config() {
        return config;
    }

    /** The same database for the simulated banks' pools. */
    public DatabaseConfig simulatorConfig() {
        return config.as(server.logins().simulator());
    }

    public Pool appPool(Vertx vertx) {
        return new Database(config).pool(vertx);
    }

    public Pool ownerPool(Vertx vertx) {
        return new Database(config.as(server.logins().owner())).pool(vertx);
    }

    /** May end other connections and look everywhere. */
    public Pool superuserPool(Vertx vertx) {
        return new Database(config.as(server.superuser().login())).pool(vertx);
    }

    @Override
    public void close() {
        server.drop(config.name());
    }
}
