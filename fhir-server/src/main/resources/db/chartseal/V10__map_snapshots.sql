-- What stands for a head's reference in a map, sealed: it outlives the reference, which an erasure takes away.
alter table cs_resource_head add column map_name ${bytes};
alter table cs_subject_head add column map_name ${bytes};

-- One row a map of all heads; its leaf is that of the pending row. The two keys of the map are sealed.
create table cs_map_snapshot (
    as_of_size bigint not null primary key,
    map_id varchar(32) not null,
    map_size bigint not null,
    root ${bytes} not null,
    sealed_keys ${bytes} not null,
    taken_ms bigint not null,
    pending_id bigint not null
);
create index cs_map_snapshot_pending on cs_map_snapshot (pending_id);

-- The heads of a map under their keyed hashes, ascending. Chunks without a snapshot are what a crash left.
create table cs_map_chunk (
    map_id varchar(32) not null,
    chunk integer not null,
    first_key ${bytes} not null,
    root ${bytes} not null,
    heads ${bytes} not null,
    primary key (map_id, chunk)
);
