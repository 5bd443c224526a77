-- Readiness compares the schema with the one it began with, as the application's role.
grant select on "${flyway:defaultSchema}"."${flyway:table}" to ${appRole};
