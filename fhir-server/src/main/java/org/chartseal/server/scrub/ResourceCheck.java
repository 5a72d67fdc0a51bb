package org.chartseal.server.scrub;

import ca.uhn.fhir.jpa.dao.IJpaStorageResourceParser;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.chartseal.server.blindindex.IndexComparison;
import org.chartseal.server.blindindex.IndexDifference;
import org.chartseal.server.keys.KeyUnavailableException;
import org.chartseal.server.keys.KeysUnreachableException;
import org.chartseal.server.sealing.SealVerdicts;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Each resource's row agrees with its seal, and the search index has just the rows that its current body makes: none, if
 * it is deleted. It reads one state of the database, in a transaction that cannot write; so it waits for nobody, nobody
 * waits for it, and no write under way looks like a difference.
 */
final class ResourceCheck implements Check {
    private static final int OUTAGE = 503;

    private final JdbcTemplate jdbc;
    private final EntityManager entities;
    private final IJpaStorageResourceParser parser;
    private final SealVerdicts verdicts;
    private final IndexComparison index;
    private final Snapshots snapshots;

    ResourceCheck(
            JdbcTemplate jdbc,
            EntityManager entities,
            IJpaStorageResourceParser parser,
            SealVerdicts verdicts,
            IndexComparison index,
            Snapshots snapshots) {
        this.jdbc = jdbc;
        this.entities = entities;
        this.parser = parser;
        this.verdicts = verdicts;
        this.index = index;
        this.snapshots = snapshots;
    }

    private record Head(long row, String type, boolean deleted) {}

    @Override
    public long last() {
        Long last = jdbc.queryForObject("select coalesce(max(RES_ID), 0) from HFJ_RESOURCE", Long.class);
        return last == null ? 0 : last;
    }

    @Override
    public Optional<Look> look(long after, long last, int most) {
        OptionalLong before = index.steadyStep();
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Look look = snapshots.read(() -> compare(after, last, most));
        return index.steadyStep().equals(before) ? Optional.of(look) : Optional.empty();
    }

    private Look compare(long after, long last, int most) {
        List<Head> heads = jdbc.query(
                "select RES_ID, RES_TYPE, RES_DELETED_AT from HFJ_RESOURCE where RES_ID > ? and RES_ID <= ?"
                        + " order by RES_ID limit ?",
                (row, i) -> new Head(row.getLong(1), row.getString(2), row.getTimestamp(3) != null),
                after,
                last,
                most);
        boolean done = heads.size() < most;
        long position = done ? last : heads.get(heads.size() - 1).row();
        IndexComparison.Range range = index.range(after, position);
        Set<Finding> findings = new LinkedHashSet<>();
        Set<Long> without = new LinkedHashSet<>(range.resources());
        for (Head head : heads) {
            without.remove(head.row());
            findings.addAll(compare(head, range));
        }
        without.forEach(row -> range.without(row).forEach(difference -> findings.add(finding(difference, row))));
        return new Look(heads.size(), position, done, findings);
    }

    private List<Finding> compare(Head head, IndexComparison.Range range) {
        ResourceTable resource = entities.find(ResourceTable.class, JpaPid.fromId(head.row()));
        try {
            boolean withheld = resource == null
                    || verdicts.of(resource)
                            .filter(SealVerdicts.Withheld.class::isInstance)
                            .isPresent();
            if (withheld) {
                return List.of(withheld(head));
            }
            List<Finding> findings = new ArrayList<>();
            Set<IndexDifference> differences =
                    head.deleted() ? range.without(head.row()) : range.of(resource, parser.toResource(resource, false));
            differences.forEach(difference -> findings.add(finding(difference, head.row())));
            return findings;
        } catch (DataAccessException | KeysUnreachableException outage) {
            throw outage;
        } catch (KeyUnavailableException keyless) {
            // Whether it was erased with authority, the log tells.
            return List.of();
        } catch (BaseServerResponseException refusal) {
            return refusal.getStatusCode() == OUTAGE ? List.of() : List.of(withheld(head));
        } catch (RuntimeException underivable) {
            return List.of(withheld(head));
        }
    }

    private static Finding withheld(Head head) {
        return Finding.of(FindingKind.RESOURCE_WITHHELD, "HFJ_RESOURCE", head.type(), head.row(), -1, -1, null);
    }

    private static Finding finding(IndexDifference difference, long row) {
        FindingKind kind =
                switch (difference.kind()) {
                    case MISSING -> FindingKind.INDEX_ROW_MISSING;
                    case EXTRA -> FindingKind.INDEX_ROW_EXTRA;
                    case ALTERED -> FindingKind.INDEX_ROW_ALTERED;
                    case VALUE_UNKNOWN -> FindingKind.INDEX_VALUE_UNKNOWN;
                };
        return Finding.of(kind, difference.table(), difference.type(), row, -1, -1, difference.parameter());
    }
}
