-- The envelope's first owner, as the sealed text begins: finds what is sealed to one slot without an index of patients.
alter table cs_pending add column first_owner varchar(28) generated always as (substring(sealed from 1 for 28))${stored};
create index cs_pending_first_owner on cs_pending (first_owner);

-- One row an erasure. The record is what the tombstone leaves are authorised by; it names nobody.
create table cs_erasure (
    erasure_id varchar(32) not null primary key,
    subject_name ${bytes} not null,
    state varchar(20) not null,
    reason varchar(40) not null,
    record varchar(4000) not null,
    requested_ms bigint not null,
    destroyed_ms bigint,
    constraint cs_erasure_subject unique (subject_name)
);

-- The slots an erasure destroys: the patient's own, and those of what only this patient's records refer to.
create table cs_erasure_slot (
    slot_id ${bytes} not null primary key,
    erasure_id varchar(32) not null
);

-- Which pending row is the tombstone of which leaf. It only points: what counts is sealed in the pending row.
create table cs_tombstone (
    erased_index bigint not null primary key,
    erasure_id varchar(32) not null,
    pending_id bigint not null
);
create index cs_tombstone_erasure on cs_tombstone (erasure_id);

-- A patient whose records may not be erased now.
create table cs_legal_hold (
    subject_name ${bytes} not null primary key,
    reason varchar(40) not null,
    since_ms bigint not null
);
