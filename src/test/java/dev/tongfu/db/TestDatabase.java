package dev.tongfu.db;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A migrated database of its own for one test or test class, on the server all tests of this JVM share.
 *
 * <p>Taking one blocks for some milliseconds where one that was given back can be emptied, else for as long as a copy
 * of 800 files takes. Pools made here are the caller's to close, or end with the database.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestServer server;
    private final DatabaseConfig config;
    private final boolean migrated;

    private TestDatabase(TestServer server, DatabaseConfig config, boolean migrated) {
        this.server = server;
        this.config = config;
        this.migrated = migrated;
    }

    /** A fresh database with the gateway's and the simulated banks' tables. */
    public static TestDatabase create() {
        var server = TestServer.shared();
        return new TestDatabase(server, server.cleanDatabase(nextName()), true);
    }

    /** What is in it now, in a database of its own; nobody can work with this one any more. */
    public TestDatabase copy() {
        return new TestDatabase(server, server.copyOf(config.name(), nextName()), false);
    }

    /** The roles and schemas, but no tables. */
    static TestDatabase createEmpty() {
        var server = TestServer.shared();
        return new TestDatabase(server, server.emptyDatabase(nextName()), false);
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

    /** Ends all connections to it. */
    @Override
    public void close() {
        if (migrated) {
            server.giveBack(config.name());
        } else {
            server.drop(config.name());
        }
    }
}
