package dev.tongfu.db;

import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a schema to the version this program needs; forward only.
 *
 * <p>It blocks, so callers on an event loop go by {@code executeBlocking}. Nodes that start together wait for each
 * other: the first one migrates, the others find nothing to do.
 */
public final class Migrations {
    private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    private static final int CONNECT_RETRIES = 3;
    private static final int LOCK_RETRIES = 120;

    private final Flyway flyway;

    private Migrations(FluentConfiguration configuration) {
        this.flyway = configuration.load();
    }

    /** The gateway's tables, as their owner. */
    public static Migrations gateway(DatabaseConfig config) {
        return new Migrations(configuration(config, config.owner(), "classpath:db/migration")
                .placeholders(Map.of("appRole", role(config.appUser()))));
    }

    /** The simulated banks' tables in their own schema, as their own role. */
    public static Migrations simulator(DatabaseConfig config, Login simulator) {
        return new Migrations(configuration(config, simulator, "classpath:db/simulator")
                .defaultSchema("simulator")
                .schemas("simulator")
                .createSchemas(false));
    }

    /** Applies what is missing and returns how many migrations that were. */
    public int migrate() {
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException failure) {
            throw new DatabaseRefused("The database schema could not be migrated: " + failure.getMessage(), failure);
        }
    }

    private static FluentConfiguration configuration(DatabaseConfig config, Login login, String location) {
        return Flyway.configure()
                .dataSource(url(config), login.user(), login.password())
                .jdbcProperties(properties())
                .locations(location)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .connectRetries(CONNECT_RETRIES)
                .lockRetryCount(LOCK_RETRIES);
    }

    private static Map<String, String> properties() {
        return Map.of("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS), "ApplicationName", "tongfu-migrate");
    }

    static String url(DatabaseConfig config) {
        var trust = config.sslMode().startsWith("verify") ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : "";
        return "jdbc:postgresql://" + config.host() + ":" + config.port() + "/" + config.name() + "?sslmode="
                + config.sslMode() + trust;
    }

    private static String role(String name) {
        if (!ROLE.matcher(name).matches()) {
            throw new DatabaseRefused("The role " + name + " is not a plain lower-case name.");
        }
        return name;
    }
}
