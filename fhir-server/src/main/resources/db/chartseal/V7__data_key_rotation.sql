-- Since when a subject has its slot, authenticated with it; null for those assigned before this column was there.
alter table cs_key_assignment add column since_ms bigint;
create index cs_key_assignment_slot on cs_key_assignment (slot_id);

-- Moves on whenever subjects are given other slots: each transaction compares it before it believes its node's memory.
create table cs_slot_epoch (
    id smallint not null primary key,
    epoch bigint not null
);
insert into cs_slot_epoch (id, epoch) values (1, 1);

-- Slots that are being left, while rows may still be sealed to them, and which slot comes after each.
create table cs_slot_successor (
    old_slot ${bytes} not null primary key,
    new_slot ${bytes} not null,
    subject_name ${bytes} not null,
    mac ${bytes} not null
);
create index cs_slot_successor_subject on cs_slot_successor (subject_name);

-- One row a rotation of data keys. What it is stands sealed; the columns beside it find and show it, and prove nothing.
create table cs_key_rotation (
    rotation_id varchar(32) not null primary key,
    requested_ms bigint not null,
    state varchar(20) not null,
    sealed varchar(1000000) not null
);

-- The first slot that a leaf's subject links are sealed to, as in cs_pending.
alter table cs_leaf add column first_owner varchar(28) generated always as (substring(subject_links from 1 for 28))${stored};
create index cs_leaf_first_owner on cs_leaf (first_owner);
