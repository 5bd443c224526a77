package dev.tongfu.db;

/**
 * Where PostgreSQL is and the limits of its use.
 *
 * @param ownerUser runs migrations and owns the tables; never used by the gateway's pools
 * @param sslMode {@code disable}, {@code require}, {@code verify-ca}, {@code verify-full}
 * @param poolSize connections of one pool
 * @param poolWaitQueueMax requests that may wait for a connection; more are refused
 * @param poolWaitMs how long one may wait
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
        int connectTimeoutMs,
        int statementTimeoutMs,
        int lockTimeoutMs,
        int idleInTransactionTimeoutMs,
        int pipeliningLimit) {

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
                connectTimeoutMs,
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
