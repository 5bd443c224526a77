-- Work that one node at a time may do. Time is the database's; the epoch grows with every change of hands, so whoever
-- lost the lease without noticing is told apart from whoever holds it.
create table scheduler_lease (
    name text primary key,
    owner text not null,
    epoch bigint not null check (epoch > 0),
    held_until timestamptz not null
);

grant select, insert, update on scheduler_lease to ${appRole};
