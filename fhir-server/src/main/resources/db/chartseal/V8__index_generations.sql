-- The index's rows and its dictionary are of a generation: that of the key their tokens are made with.
alter table cs_index_values add column generation integer default 1 not null;
create index cs_index_values_generation on cs_index_values (generation);

-- How far a rotation of the index's key has come: sealed, under a key of its step alone, which goes with the step. The
-- columns beside it order writers; what they say is not believed.
create table cs_index_rotation (
    rotation_id smallint not null primary key,
    step bigint not null,
    chunk bigint not null,
    sealed varchar(100000) not null
);
