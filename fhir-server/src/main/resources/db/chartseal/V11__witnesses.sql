-- The checkpoint that waits for signatures: at most one.
create table cs_witness_request (
    log_id smallint not null primary key,
    chain_id bigint not null,
    genesis_hash varchar(66) not null,
    contract varchar(42) not null,
    code_hash varchar(66) not null,
    chain_log_id varchar(66) not null,
    epoch bigint not null,
    delay_s bigint not null,
    floor_m integer not null,
    threshold integer not null,
    members varchar(1400) not null,
    tree_size bigint not null,
    root varchar(64) not null,
    since timestamp not null
);

-- What witnesses signed: 64 bytes over typed data (EIP-712) that the row's key and the request make.
create table cs_witness_signature (
    tree_size bigint not null,
    epoch bigint not null,
    member varchar(42) not null,
    signature ${bytes} not null,
    received timestamp not null,
    primary key (tree_size, epoch, member)
);
