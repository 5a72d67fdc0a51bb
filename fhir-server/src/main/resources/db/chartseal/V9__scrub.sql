-- How far the comparison of what is stored with what it must be has come: sealed. The column beside it orders writers.
create table cs_scrub (
    scrub_id smallint not null primary key,
    chunk bigint not null,
    sealed varchar(100000) not null
);

-- A row where somebody asked for a round: all it can do is to have one begin.
create table cs_scrub_request (
    request_id smallint not null primary key
);

-- One row a finding that is open: kind, table, type, row, version, leaf and parameter, never a value. Its seal is what counts.
create table cs_scrub_finding (
    finding varchar(500) not null primary key,
    sealed varchar(100000) not null
);
