package dev.tongfu.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Creates the roles and databases on a server of our own; on a real server its administrator does the same by hand.
 *
 * <p>Everything may be run again: what exists stays, passwords become the given ones. Programs that do it at the same
 * time wait for each other.
 */
public final class Roles {
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final String MAINTENANCE_DATABASE = "postgres";
    private static final long LOCK_KEY = 7_310_584_021L;

    private final Superuser superuser;
    private final RoleLogins logins;

    public Roles(Superuser superuser, RoleLogins logins) {
        this.superuser = superuser;
        this.logins = logins;
    }

    /** Roles and an empty database, as migrations expect them. */
    public void ensure(String database) {
        try (var connection = superuser.connect(MAINTENANCE_DATABASE)) {
            exclusively(connection, () -> {
                for (var login : List.of(logins.owner(), logins.app(), logins.simulator())) {
                    ensureRole(connection, login);
                }
                if (!exists(connection, "select 1 from pg_database where datname = ?", database)) {
                    execute(
                            connection,
                            "create database %s owner %s template template0 encoding 'UTF8'"
                                    .formatted(
                                            plain(database),
                                            plain(logins.owner().user())));
                }
            });
            grant(connection, database);
        } catch (SQLException failure) {
            throw new DatabaseRefused(
                    "The roles and the database " + database + " could not be created: " + failure.getMessage(),
                    failure);
        }
        ensureSchemas(database);
    }

    /** A copy of a database nobody is connected to, with the same grants. */
    void copy(String template, String database) {
        try (var connection = superuser.connect(MAINTENANCE_DATABASE)) {
            exclusively(
                    connection,
                    () -> execute(
                            connection,
                            "create database %s owner %s template %s strategy file_copy"
                                    .formatted(
                                            plain(database),
                                            plain(logins.owner().user()),
                                            plain(template))));
            grant(connection, database);
        } catch (SQLException failure) {
            throw new DatabaseRefused(
                    "The database " + template + " could not be copied: " + failure.getMessage(), failure);
        }
    }

    /** Ends all its connections and removes it. */
    void drop(String database) {
        try (var connection = superuser.connect(MAINTENANCE_DATABASE)) {
            execute(connection, "drop database if exists %s with (force)".formatted(plain(database)));
        } catch (SQLException failure) {
            throw new DatabaseRefused(
                    "The database " + database + " could not be dropped: " + failure.getMessage(), failure);
        }
    }

    private static void ensureRole(Connection connection, Login login) throws SQLException {
        var verb = exists(connection, "select 1 from pg_roles where rolname = ?", login.user()) ? "alter" : "create";
        execute(
                connection,
                "%s role %s login nosuperuser nocreatedb nocreaterole password '%s'"
                        .formatted(verb, plain(login.user()), login.password().replace("'", "''")));
    }

    private void grant(Connection connection, String database) throws SQLException {
        execute(connection, "revoke all on database %s from public".formatted(plain(database)));
        execute(
                connection,
                "grant connect on database %s to %s, %s"
                        .formatted(
                                plain(database),
                                plain(logins.app().user()),
                                plain(logins.simulator().user())));
    }

    private void ensureSchemas(String database) {
        var simulator = plain(logins.simulator().user());
        try (var connection = superuser.connect(database)) {
            execute(connection, "revoke all on schema public from public");
            execute(
                    connection,
                    "grant usage on schema public to " + plain(logins.app().user()));
            execute(connection, "create schema if not exists simulator authorization " + simulator);
            execute(connection, "alter role %s set search_path = simulator".formatted(simulator));
        } catch (SQLException failure) {
            throw new DatabaseRefused(
                    "The schemas of " + database + " could not be prepared: " + failure.getMessage(), failure);
        }
    }

    private static void exclusively(Connection connection, SqlAction action) throws SQLException {
        execute(connection, "select pg_advisory_lock(" + LOCK_KEY + ")");
        try {
            action.run();
        } finally {
            execute(connection, "select pg_advisory_unlock(" + LOCK_KEY + ")");
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String plain(String name) {
        if (!PLAIN_NAME.matcher(name).matches()) {
            throw new DatabaseRefused("The name " + name + " is not a plain lower-case name.");
        }
        return name;
    }

    @FunctionalInterface
    private interface SqlAction {
        void run() throws SQLException;
    }
}
