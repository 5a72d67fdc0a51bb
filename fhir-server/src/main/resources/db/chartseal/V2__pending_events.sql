-- A row without res_id, res_ver and w is of a leaf that is about no resource: a tick, a key event, an erasure.
alter table cs_pending alter column res_id drop not null;
alter table cs_pending alter column res_ver drop not null;
alter table cs_pending alter column w drop not null;
