-- Counts the changes of the shard keys: who wraps or opens slots compares it, so that no node goes on with keys that
-- another has replaced.
create table key_generation (
    id smallint not null primary key,
    generation bigint not null
);
insert into key_generation (id, generation) values (1, 1);
