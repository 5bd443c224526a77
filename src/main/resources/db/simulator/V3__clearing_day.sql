-- A bank's accounting day may end before midnight: 银联's runs from 23:00 to 23:00.

alter table calendar
    add column ends_early_minutes int not null default 0 check (ends_early_minutes between 0 and 1439);
