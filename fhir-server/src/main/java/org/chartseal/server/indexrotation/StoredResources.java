package org.chartseal.server.indexrotation;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.ReindexOutcome;
import ca.uhn.fhir.jpa.api.dao.ReindexParameters;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** The resources whose rows are made anew, in the order of their row ids. Call it in a transaction. */
final class StoredResources {
    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final DaoRegistry daos;

    StoredResources(JdbcTemplate jdbc, DaoRegistry daos) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.daos = daos;
    }

    /**
     * A row of HFJ_RESOURCE that this transaction has locked.
     *
     * @param id RES_ID
     * @param type resource type
     * @param deleted whether the resource is deleted
     */
    record Locked(long id, String type, boolean deleted) {}

    long lastRow() {
        Long last = jdbc.queryForObject("select coalesce(max(RES_ID), 0) from HFJ_RESOURCE", Long.class);
        return last == null ? 0 : last;
    }

    List<Long> rows(long after, long last, int most) {
        return jdbc.queryForList(
                "select RES_ID from HFJ_RESOURCE where RES_ID > ? and RES_ID <= ? order by RES_ID fetch first " + most
                        + " rows only",
                Long.class,
                after,
                last);
    }

    List<Long> rowsUpdated(long since, long after, int most) {
        return jdbc.queryForList(
                "select RES_ID from HFJ_RESOURCE where RES_UPDATED >= ? and RES_ID > ? order by RES_ID fetch first "
                        + most + " rows only",
                Long.class,
                LocalDateTime.ofInstant(Instant.ofEpochMilli(since), ZoneOffset.UTC),
                after);
    }

    /**
     * Locks rows in their order, up to one that a write holds. Only the first is waited for: who waits for one lock while
     * holding others would some day have a request fail. None is locked if the first is gone.
     */
    List<Locked> lock(List<Long> ids) {
        List<Locked> locked = new ArrayList<>(lock(ids.subList(0, 1), " for update"));
        if (!locked.isEmpty() && ids.size() > 1) {
            for (Locked free : lock(ids.subList(1, ids.size()), " for update skip locked")) {
                if (free.id != ids.get(locked.size())) {
                    break;
                }
                locked.add(free);
            }
        }
        return locked;
    }

    private List<Locked> lock(List<Long> ids, String how) {
        return named.query(
                "select RES_ID, RES_TYPE, RES_DELETED_AT from HFJ_RESOURCE where RES_ID in (:ids) order by RES_ID"
                        + how,
                new MapSqlParameterSource("ids", ids),
                (row, i) -> new Locked(row.getLong(1), row.getString(2), row.getTimestamp(3) != null));
    }

    /**
     * Indexes a resource anew, from its body.
     *
     * @throws IllegalStateException if it cannot be
     */
    void index(Locked resource) {
        ReindexOutcome outcome = daos.getResourceDao(resource.type)
                .reindex(
                        JpaPid.fromId(resource.id),
                        new ReindexParameters().setOptimisticLock(false),
                        new SystemRequestDetails(),
                        new TransactionDetails());
        if (!outcome.getWarnings().isEmpty()) {
            throw new StalledRotationException(
                    "The " + resource.type + " of row " + resource.id + " cannot be indexed anew");
        }
    }
}
