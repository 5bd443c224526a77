package dev.tongfu.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Databases that tests gave back, without their rows, to be used again: copying the template costs a hundred times as
 * much as emptying one.
 *
 * <p>One whose tables, columns, constraints, triggers, functions or grants are no longer those of the template, or that
 * holds many rows, is not kept. Each gets a new name, so that what a test left running finds nobody there.
 */
final class EmptiedDatabases {
    private static final Logger LOGGER = LoggerFactory.getLogger(EmptiedDatabases.class);
    private static final int ROWS_MAX = 20_000;
    private static final String MAINTENANCE_DATABASE = "postgres";

    /** Every change of a definition writes a new version of its catalog row; filling and analyzing a table does not. */
    private static final String DEFINITIONS = """
            select md5(string_agg(part, ',')) from (
                select 'c' || oid || '.' || xmin as part from pg_class where oid >= 16384
                union all select 'a' || attrelid || '.' || attnum || '.' || xmin
                    from pg_attribute where attrelid >= 16384 and attnum > 0
                union all select 'd' || oid || '.' || xmin from pg_attrdef
                union all select 'k' || oid || '.' || xmin from pg_constraint where oid >= 16384
                union all select 't' || oid || '.' || xmin from pg_trigger
                union all select 'p' || oid || '.' || xmin from pg_proc where oid >= 16384
                union all select 'n' || oid || '.' || xmin from pg_namespace where nspname !~ '^pg_'
                order by 1) parts
            """;

    /** Leaves the number of rows there were in a setting. No trigger speaks for rows that go this way. */
    private static final String EMPTY = """
            do $$
            declare
                its record;
                gone bigint;
                total bigint := 0;
            begin
                for its in select c.oid::regclass as name, c.relkind from pg_class c
                    join pg_namespace n on n.oid = c.relnamespace
                    where n.nspname in ('public', 'simulator') and c.relkind in ('r', 'S')
                        and c.relname <> 'flyway_schema_history' and pg_relation_size(c.oid) > 0 loop
                    if its.relkind = 'S' then
                        perform setval(its.name, 1, false);
                    else
                        execute 'delete from only ' || its.name;
                        get diagnostics gone = row_count;
                        total := total + gone;
                    end if;
                end loop;
                perform set_config('emptied.rows', total::text, false);
            end $$;
            """;

    private final Superuser superuser;
    private final String definitions;
    private final Queue<String> names = new ArrayDeque<>();

    EmptiedDatabases(Superuser superuser, String template) {
        this.superuser = superuser;
        try (var connection = superuser.connect(template)) {
            this.definitions = text(connection, DEFINITIONS);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Whether there was one, which has this name now. */
    synchronized boolean take(String name) {
        var free = names.poll();
        if (free == null) {
            return false;
        }
        try (var connection = superuser.connect(MAINTENANCE_DATABASE)) {
            execute(connection, "alter database " + free + " rename to " + name);
            return true;
        } catch (SQLException stillInUse) {
            LOGGER.atInfo().addKeyValue("database", free).setCause(stillInUse).log("not used again");
            return false;
        }
    }

    /** Empties the database; false where it must not be used again. */
    synchronized boolean add(String name) {
        try (var connection = superuser.connect(name)) {
            execute(
                    connection,
                    "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid()");
            if (!text(connection, DEFINITIONS).equals(definitions)) {
                return false;
            }
            execute(connection, "set session_replication_role = replica");
            execute(connection, EMPTY);
            if (Long.parseLong(text(connection, "select current_setting('emptied.rows')")) > ROWS_MAX) {
                return false;
            }
        } catch (SQLException failure) {
            LOGGER.atInfo().addKeyValue("database", name).setCause(failure).log("not used again");
            return false;
        }
        names.add(name);
        return true;
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
