package dev.tongfu.db;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.ClientBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gateway's connections to PostgreSQL, every one of them with all its limits.
 *
 * <p>Called in the {@code start} of a verticle, a pool lives on that verticle's event loop. Certificates are checked
 * against the JVM's trust store.
 */
public final class Database {
    /** Statements longer than the client's own limit of 2,048 characters must stay prepared too. */
    private static final int PREPARED_SQL_LENGTH_MAX = 65_536;

    private static final int PREPARED_STATEMENTS_MAX = 256;
    private static final int RECONNECT_ATTEMPTS = 2;
    private static final long RECONNECT_INTERVAL_MS = 200;
    private static final int IDLE_SECONDS = 600;
    private static final int LIFETIME_SECONDS = 3_600;

    private final DatabaseConfig config;

    public Database(DatabaseConfig config) {
        this.config = config;
    }

    /** For transactions and ordinary statements. */
    public Pool pool(Vertx vertx) {
        return build(PgBuilder.pool(), vertx, config.app(), config.poolSize(), connectOptions(config.app()));
    }

    /**
     * The same for statements that are made thousands of times a minute with parameters that differ little in kind:
     * each is planned once on a connection. Left to itself the server plans a statement over arrays anew each time,
     * which for one that posts costs ten times its execution.
     *
     * <p>A plan made while the tables are empty is kept when they no longer are, so reading a table from end to end is
     * ruled out from the start: each of these statements has an index for what it looks for.
     */
    public Pool plannedOnce(Vertx vertx) {
        var options = connectOptions(config.app());
        options.addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("enable_seqscan", "off")
                .addProperty("jit", "off");
        return build(PgBuilder.pool(), vertx, config.app(), config.poolSize(), options);
    }

    /** For single statements only, several in flight on each connection; a slow one holds up those behind it. */
    public SqlClient pipelined(Vertx vertx, int connections) {
        return build(PgBuilder.client(), vertx, config.app(), connections, connectOptions(config.app()));
    }

    /** For maintenance as the owner of the tables. */
    public Pool ownerPool(Vertx vertx) {
        return build(PgBuilder.pool(), vertx, config.owner(), 1, connectOptions(config.owner()));
    }

    private <C> C build(ClientBuilder<C> builder, Vertx vertx, Login login, int size, PgConnectOptions options) {
        return builder.with(poolOptions(size).setName(login.user()))
                .with(new NetClientOptions().setConnectTimeout(config.connectTimeoutMs()))
                .connectingTo(options)
                .using(vertx)
                .build();
    }

    private PoolOptions poolOptions(int size) {
        return new PoolOptions()
                .setMaxSize(size)
                .setMaxWaitQueueSize(config.poolWaitQueueMax())
                .setConnectionTimeout(config.poolWaitMs())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxLifetime(LIFETIME_SECONDS)
                .setMaxLifetimeUnit(TimeUnit.SECONDS);
    }

    private PgConnectOptions connectOptions(Login login) {
        var options = new PgConnectOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setDatabase(config.name())
                .setUser(login.user())
                .setPassword(login.password())
                .setPipeliningLimit(config.pipeliningLimit())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(PREPARED_STATEMENTS_MAX)
                .setPreparedStatementCacheSqlLimit(PREPARED_SQL_LENGTH_MAX)
                .setReconnectAttempts(RECONNECT_ATTEMPTS)
                .setReconnectInterval(RECONNECT_INTERVAL_MS);
        options.addProperty("application_name", "tongfu")
                .addProperty("statement_timeout", Integer.toString(config.statementTimeoutMs()))
                .addProperty("lock_timeout", Integer.toString(config.lockTimeoutMs()))
                .addProperty(
                        "idle_in_transaction_session_timeout", Integer.toString(config.idleInTransactionTimeoutMs()));
        return encrypted(options);
    }

    private PgConnectOptions encrypted(PgConnectOptions options) {
        var mode = SslMode.of(config.sslMode());
        if (mode == SslMode.DISABLE) {
            return options.setSslMode(mode);
        }
        var ssl = new ClientSSLOptions();
        if (mode == SslMode.REQUIRE) {
            ssl.setTrustAll(true).setHostnameVerificationAlgorithm("");
        } else {
            ssl.setTrustOptions(TrustOptions.wrap(jvmTrust()))
                    .setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
        }
        return options.setSslMode(mode).setSslOptions(ssl);
    }

    private static TrustManagerFactory jvmTrust() {
        @Nullable KeyStore jvmTrustStore = null;
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(jvmTrustStore);
            return factory;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("the JVM has no default trust store", failure);
        }
    }
}
