-- What shows a final anchor without a node: receipts with their headers, time stamps. Public values of the chain, and of
-- roots; a receipt is of the block that is named with it.
create table cs_anchor_evidence (
    sequence_no bigint not null,
    kind varchar(40) not null,
    source varchar(100) not null,
    block_hash varchar(66),
    item ${bytes} not null,
    taken timestamp not null,
    primary key (sequence_no, kind, source)
);

-- What witnesses cosigned: a signature line (C2SP signed-note) below the checkpoint of so many leaves.
create table cs_cosignature (
    tree_size bigint not null,
    member varchar(42) not null,
    line varchar(400) not null,
    received timestamp not null,
    primary key (tree_size, member)
);
