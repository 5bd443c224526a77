package dev.tongfu.db;

import java.util.Set;

/**
 * Where PostgreSQL is and the limits of its use.
 *
 * @param ownerUser runs migrations and owns the tables; never used by the gateway's pools
 * @param sslMode {@code disable}, {@code require}, {@code verify-ca}, {@code verify-full}
 * @param poolSize connections of one pool
 * @param poolWaitQueueMax requests that may wait for a connection; more are refused
 * @param poolWaitMs how long one may wait
 * @param commandWaitMs how long a command, which no caller waits behind, may wait for a connection
 * @param statementTimeoutMs the server stops a statement after this; the only thing that really stops SQL
 * @param pipeliningLimit statements in flight on one connection
 */
public record DatabaseConfig(
        String host,
        int port,
        String name,
        String appUser,
        String appPassword,
        String ownerUser,
        String ownerPassword,
        String sslMode,
        int poolSize,
        int poolWaitQueueMax,
        int poolWaitMs,
        int commandWaitMs,
        int connectTimeoutMs,
        int statementTimeoutMs,
        int lockTimeoutMs,
        int idleInTransactionTimeoutMs,
        int pipeliningLimit) {
    private static final Set<String> SSL_MODES = Set.of("disable", "require", "verify-ca", "verify-full");
    private static final int WAIT_MS_MAX = 3_600_000;

    public DatabaseConfig {
        require(port >= 0 && port <= 65_535, "port is 1 to 65535; 0 only for a server of our own, which picks one");
        require(SSL_MODES.contains(sslMode), "ssl_mode is disable, require, verify-ca or verify-full");
        require(poolSize >= 1 && poolSize <= 1_000, "pool_size is 1 to 1000 connections");
        require(poolWaitQueueMax >= 1 && poolWaitQueueMax <= 1_000_000, "pool_wait_queue_max is 1 to 1000000");
        requireWait(poolWaitMs, "pool_wait_ms");
        requireWait(commandWaitMs, "command_wait_ms");
        requireWait(connectTimeoutMs, "connect_timeout_ms");
        requireWait(statementTimeoutMs, "statement_timeout_ms");
        requireWait(lockTimeoutMs, "lock_timeout_ms");
        requireWait(idleInTransactionTimeoutMs, "idle_in_transaction_timeout_ms");
        require(pipeliningLimit >= 1 && pipeliningLimit <= 4_096, "pipelining_limit is 1 to 4096 statements");
    }

    private static void requireWait(int ms, String name) {
        require(ms >= 1 && ms <= WAIT_MS_MAX, name + " is 1 to " + WAIT_MS_MAX + " milliseconds");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** The same limits for another database. */
    public DatabaseConfig at(String otherHost, int otherPort, String otherName, Login owner, Login app) {
        return new DatabaseConfig(
                otherHost,
                otherPort,
                otherName,
                app.user(),
                app.password(),
                owner.user(),
                owner.password(),
                sslMode,
                poolSize,
                poolWaitQueueMax,
                poolWaitMs,
                commandWaitMs,
                connectTimeoutMs,
                statementTimeoutMs,
                lockTimeoutMs,
                idleInTransactionTimeoutMs,
                pipeliningLimit);
    }

    /** The same, but one may wait long for a connection: for commands and other work that no caller waits behind. */
    public DatabaseConfig patient() {
        return new DatabaseConfig(
                host,
                port,
                name,
                appUser,
                appPassword,
                ownerUser,
                ownerPassword,
                sslMode,
                poolSize,
                poolWaitQueueMax,
                Math.max(poolWaitMs, commandWaitMs),
                commandWaitMs,
                Math.max(connectTimeoutMs, commandWaitMs),
                statementTimeoutMs,
                lockTimeoutMs,
                idleInTransactionTimeoutMs,
                pipeliningLimit);
    }

    /** The same database and limits for pools of another role. */
    public DatabaseConfig as(Login app) {
        return at(host, port, name, owner(), app);
    }

    Login owner() {
        return new Login(ownerUser, ownerPassword);
    }

    Login app() {
        return new Login(appUser, appPassword);
    }

    @Override
    public String toString() {
        return "DatabaseConfig[" + appUser + "@" + host + ":" + port + "/" + name + "]";
    }
}
