package org.chartseal.server.erasure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.chartseal.server.integrity.LoggedVersion;
import org.chartseal.server.sealing.BackgroundLocks;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows that go with an erasure: listed while their keys are there, removed once those are destroyed. */
final class ErasedRows {
    private static final int CHUNK = 200;

    private final JdbcTemplate jdbc;
    private final ErasureParts parts;
    private final StoredRows rows;
    private final TransactionTemplate transactions;
    private final BackgroundLocks locks;

    ErasedRows(
            JdbcTemplate jdbc,
            ErasureParts parts,
            StoredRows rows,
            TransactionTemplate transactions,
            BackgroundLocks locks) {
        this.jdbc = jdbc;
        this.parts = parts;
        this.rows = rows;
        this.transactions = transactions;
        this.locks = locks;
    }

    /** Lists them, in the current transaction. Returns in how many parts. */
    int list(Erasure erasure, List<LoggedVersion> versions) {
        return parts.list(erasure.id(), versions);
    }

    /**
     * Removes what was listed, in transactions of its own. Returns how many versions that were.
     *
     * @throws org.chartseal.server.sealing.SealBrokenException if the list was altered; then nothing is removed
     */
    int remove(Erasure erasure) {
        List<ErasureParts.Version> listed = parts.of(erasure);
        Set<Long> whole = new HashSet<>();
        listed.forEach(version -> whole.add(version.resourceId()));
        // A resource that was this patient's once and is somebody else's now keeps its other versions.
        Set<Long> living = withOtherVersions(whole, listed);
        whole.removeAll(living);
        inChunks(new ArrayList<>(whole), rows::remove);
        inChunks(
                listed.stream()
                        .filter(version -> living.contains(version.resourceId()))
                        .toList(),
                rows::removeVersions);
        transactions.executeWithoutResult(status -> rows.removeDirective(erasure.subjectName()));
        return listed.size();
    }

    /** Forgets the list, in the current transaction. */
    void forget(Erasure erasure) {
        parts.remove(erasure.id());
    }

    private Set<Long> withOtherVersions(Set<Long> resources, List<ErasureParts.Version> versions) {
        Map<Long, Long> counts = new HashMap<>();
        versions.forEach(version -> counts.merge(version.resourceId(), 1L, Long::sum));
        Set<Long> others = new HashSet<>();
        for (Long resource : resources) {
            Long all = jdbc.queryForObject("select count(*) from cs_pending where res_id = ?", Long.class, resource);
            if (all != null && all > counts.getOrDefault(resource, 0L)) {
                others.add(resource);
            }
        }
        return others;
    }

    private <T> void inChunks(List<T> all, Consumer<List<T>> work) {
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<T> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            locks.untilFree(transactions, () -> work.accept(chunk));
        }
    }
}
