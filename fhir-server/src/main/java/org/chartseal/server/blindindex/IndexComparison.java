package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractorSvc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares the index rows of stored resources with those that their bodies make. It writes nothing: no row, and no value
 * of the dictionary.
 */
public final class IndexComparison {
    private final JdbcTemplate jdbc;
    private final IndexGenerations generations;
    private final IndexPolicies policies;
    private final ISearchParamExtractorSvc extractor;

    IndexComparison(
            JdbcTemplate jdbc,
            IndexGenerations generations,
            IndexPolicies policies,
            ISearchParamExtractorSvc extractor) {
        this.jdbc = jdbc;
        this.generations = generations;
        this.policies = policies;
        this.extractor = extractor;
    }

    /**
     * Looks which step the rotation of the index's key stands at. What was compared between two looks counts only where both
     * found the same step. Not in a transaction: an older state of the database would be taken for one that was put back.
     *
     * @return empty while a rotation is under way
     */
    public OptionalLong steadyStep() {
        generations.look();
        return generations.steadyStep();
    }

    /** The rows of the resources from one row id, exclusive, to another, as the current transaction sees them. */
    public Range range(long after, long last) {
        IndexGeneration generation = generations.newest();
        generation.readOn();
        return new Range(StoredIndexRows.read(jdbc, after, last), generation);
    }

    /** Rows of a range of resources. */
    public final class Range {
        private final StoredIndexRows stored;
        private final IndexGeneration generation;

        private Range(StoredIndexRows stored, IndexGeneration generation) {
            this.stored = stored;
            this.generation = generation;
        }

        /** The row ids of resources that have rows, in their order: also of those that are not there. */
        public Set<Long> resources() {
            return stored.resources();
        }

        /** The differences of a resource that must not have rows, being deleted or not there. */
        public Set<IndexDifference> without(long resource) {
            return differences(List.of(), stored.of(resource));
        }

        /**
         * The differences of a resource.
         *
         * @param resource its row, loaded in the current transaction, which must not be flushed
         * @param body its current body
         */
        public Set<IndexDifference> of(ResourceTable resource, IBaseResource body) {
            long id = resource.getId().getId();
            List<DerivedIndexRows> derived = new ArrayList<>(1);
            IndexChanges.of(() -> derived.add(
                    DerivedIndexRows.of(resource, body, extractor, policies, generation, stored.strings(id))));
            DerivedIndexRows made = derived.get(0);
            Set<IndexDifference> differences = differences(made.rows(), stored.of(id));
            made.rows().stream()
                    .filter(row -> made.unknown(row) && stored.of(id).contains(row))
                    .forEach(row -> differences.add(difference(IndexDifference.Kind.VALUE_UNKNOWN, row)));
            return differences;
        }
    }

    private static Set<IndexDifference> differences(List<IndexRow> made, List<IndexRow> stored) {
        List<IndexRow> missing = new ArrayList<>(made);
        List<IndexRow> extra = new ArrayList<>();
        for (IndexRow row : stored) {
            if (!missing.remove(row)) {
                extra.add(row);
            }
        }
        Set<IndexDifference> differences = new LinkedHashSet<>();
        for (IndexRow row : missing) {
            Optional<IndexRow> instead =
                    extra.stream().filter(other -> samePlace(row, other)).findFirst();
            instead.ifPresent(extra::remove);
            differences.add(
                    difference(instead.isPresent() ? IndexDifference.Kind.ALTERED : IndexDifference.Kind.MISSING, row));
        }
        extra.forEach(row -> differences.add(difference(IndexDifference.Kind.EXTRA, row)));
        return differences;
    }

    private static boolean samePlace(IndexRow a, IndexRow b) {
        return a.table() == b.table() && Objects.equals(a.parameter(), b.parameter());
    }

    private static IndexDifference difference(IndexDifference.Kind kind, IndexRow row) {
        return new IndexDifference(kind, row.table().table(), row.type(), row.parameter());
    }
}
