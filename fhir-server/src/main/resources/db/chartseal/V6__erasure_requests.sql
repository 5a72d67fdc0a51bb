-- What an erasure is stands sealed in its row: whoever merely writes the tables can neither ask for one nor widen one.
-- The columns beside it find the row; what they say is not believed.
drop table cs_erasure;
create table cs_erasure (
    erasure_id varchar(32) not null primary key,
    subject_name ${bytes} not null,
    state varchar(20) not null,
    sealed varchar(1000000) not null,
    constraint cs_erasure_subject unique (subject_name)
);

-- The versions that go with an erasure, sealed in parts before the key goes: afterwards nothing could tell whose a row was.
create table cs_erasure_part (
    erasure_id varchar(32) not null,
    part integer not null,
    sealed varchar(1000000) not null,
    primary key (erasure_id, part)
);

-- Which version quotes which resource that has a key of its own (Binary, Medication, …), under its keyed name.
create table cs_attachment (
    name ${bytes} not null,
    res_id bigint not null,
    res_ver bigint not null,
    primary key (name, res_id, res_ver)
);

-- Binds a subject to its slot: else whoever writes the table could have one patient's records sealed to another's key.
alter table cs_key_assignment add column mac ${bytes};
