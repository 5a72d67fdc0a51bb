-- Wrapped keys. Names nobody: which subject a slot belongs to is written in the clinical database.
create table system_key (
    name varchar(100) not null primary key,
    wrapped ${bytes} not null
);

create table key_slot (
    slot_id ${bytes} not null primary key,
    wrapped ${bytes} not null
);
