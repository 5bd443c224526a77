-- Readiness compares the schema with the one it began with, as the application's role.
-- This runs after Flyway has let go of its lock, and two nodes that grant at once fail each other.
select pg_advisory_xact_lock(hashtextextended('tongfu-after-migrate', 0));
grant select on "${flyway:defaultSchema}"."${flyway:table}" to ${appRole};
