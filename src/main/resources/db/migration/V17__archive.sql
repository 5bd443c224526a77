-- Months of transfers that are over leave the hot table and are kept here, never dropped.

create schema archive;

create table archive.transfer (like public.transfer including defaults including constraints)
    partition by range (accounting_date);
alter table archive.transfer add primary key (accounting_date, book, id);
create trigger transfer_unchanged before update or delete on archive.transfer
    for each row execute function refuse_change();
create trigger transfer_kept before truncate on archive.transfer
    for each statement execute function refuse_change();

-- Everything that was ever booked, for whoever proves or shows it; what is booked goes to transfer.
create view every_transfer as select * from public.transfer union all select * from archive.transfer;

grant usage on schema archive to ${appRole};
grant select on archive.transfer, every_transfer to ${appRole};
