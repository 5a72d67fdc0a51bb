package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.index.DaoSearchParamSynchronizer;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndex;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboStringUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboTokenNonUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceLink;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.util.AddRemoveCount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's last step before index rows are written, with the values taken out first. Match URLs have been compared with
 * the plain values before it; what it compares are blind rows with blind rows, so an unchanged value rewrites nothing.
 * Each row is written once for each generation of the index that is in force.
 */
final class BlindSynchronizer extends DaoSearchParamSynchronizer {
    private final IndexPolicies policies;
    private final IndexGenerations generations;

    BlindSynchronizer(IndexPolicies policies, IndexGenerations generations) {
        this.policies = policies;
        this.generations = generations;
    }

    @Override
    public AddRemoveCount synchronizeSearchParamsToDatabase(
            ResourceIndexedSearchParams made, ResourceTable resource, ResourceIndexedSearchParams existing) {
        Resource blind = new Resource(resource, generations.writing());
        blind.strings(made.myStringParams, existing.myStringParams);
        blind.rows(made.myTokenParams, BlindValues::blind);
        blind.rows(made.myNumberParams, BlindValues::blind);
        blind.rows(made.myQuantityParams, BlindValues::blind);
        blind.rows(made.myQuantityNormalizedParams, BlindValues::blind);
        blind.rows(made.myDateParams, BlindValues::blind);
        blind.rows(made.myUriParams, BlindValues::blind);
        blind.rows(made.myCoordsParams, BlindValues::blind);
        blind.links(made.myLinks);
        blind.uniqueCombinations(made.myComboStringUniques);
        blind.combinations(made.myComboTokenNonUnique);
        if (generations.othersStay()) {
            OtherGenerations.leaveAlone(existing, generations.newest());
        }
        AddRemoveCount changes = super.synchronizeSearchParamsToDatabase(made, resource, existing);
        IndexChanges.note(changes);
        return changes;
    }

    /** Which policy a parameter has. */
    private interface Policy {
        IndexPolicy of(@Nullable String type, @Nullable String parameter);
    }

    /** The rows of one resource. A row's hash code changes with its values, so the sets they lie in are made anew. */
    private final class Resource {
        private final ResourceTable resource;
        private final List<IndexGeneration> writing;
        private final Map<IndexGeneration, BlindValues> values = new HashMap<>();

        Resource(ResourceTable resource, List<IndexGeneration> writing) {
            this.resource = resource;
            this.writing = writing;
            writing.forEach(generation -> values.put(generation, new BlindValues(generation)));
        }

        void strings(
                Collection<ResourceIndexedSearchParamString> rows,
                Collection<ResourceIndexedSearchParamString> existing) {
            Map<BlindValues, List<ResourceIndexedSearchParamString>> smoothed = new LinkedHashMap<>();
            rows(rows, policies::ofString, (values, row) -> {
                if (policies.ofString(row.getResourceType(), row.getParamName()) == IndexPolicy.SMOOTHED) {
                    smoothed.computeIfAbsent(values, any -> new ArrayList<>()).add(row);
                } else {
                    values.blind(row);
                }
            });
            // All together: what has one value in several parameters gets one homophone.
            smoothed.forEach((values, all) -> {
                rows.removeAll(all);
                values.blindSmoothed(all, existing);
                rows.addAll(all);
            });
        }

        <T extends BaseResourceIndexedSearchParam> void rows(Collection<T> rows, BiConsumer<BlindValues, T> blind) {
            rows(rows, policies::of, blind);
        }

        private <T extends BaseResourceIndexedSearchParam> void rows(
                Collection<T> rows, Policy policy, BiConsumer<BlindValues, T> blind) {
            Collection<T> kept = new HashSet<>();
            for (T row : rows) {
                IndexPolicy own = policy.of(row.getResourceType(), row.getParamName());
                if (own == IndexPolicy.OFF) {
                    continue;
                }
                // A partition would reset the hashes, so it comes before them.
                row.setResourceId(resource.getId().getId());
                row.setPartitionId(resource.getPartitionId());
                for (IndexGeneration generation : writing) {
                    T each = last(generation) ? row : RowCopies.of(row, resource);
                    each.setResourceId(resource.getId().getId());
                    hash(each, generation);
                    if (own != IndexPolicy.CLEAR && !each.isMissing()) {
                        blind.accept(Objects.requireNonNull(values.get(generation)), each);
                    }
                    kept.add(each);
                }
            }
            rows.clear();
            rows.addAll(kept);
        }

        void links(Collection<ResourceLink> links) {
            Collection<ResourceLink> kept = new HashSet<>();
            for (ResourceLink link : links) {
                String url = link.getTargetResourceUrl();
                for (IndexGeneration generation : url == null ? List.<IndexGeneration>of() : texts()) {
                    ResourceLink each = last(generation) ? link : RowCopies.of(link, resource);
                    each.setTargetResourceUrlCanonical(generation.texts().token(url));
                    kept.add(each);
                }
                kept.add(link);
            }
            links.clear();
            links.addAll(kept);
        }

        void uniqueCombinations(Collection<ResourceIndexedComboStringUnique> rows) {
            Collection<ResourceIndexedComboStringUnique> kept = new HashSet<>();
            for (ResourceIndexedComboStringUnique row : rows) {
                String plain = row.getIndexString();
                for (IndexGeneration generation : texts()) {
                    ResourceIndexedComboStringUnique each = last(generation) ? row : RowCopies.of(row, resource);
                    hash(each, generation);
                    each.setIndexString(generation.texts().token(plain));
                    kept.add(each);
                }
            }
            rows.clear();
            rows.addAll(kept);
        }

        void combinations(Collection<ResourceIndexedComboTokenNonUnique> rows) {
            Collection<ResourceIndexedComboTokenNonUnique> kept = new HashSet<>();
            for (ResourceIndexedComboTokenNonUnique row : rows) {
                String plain = row.getIndexString();
                for (IndexGeneration generation : writing) {
                    ResourceIndexedComboTokenNonUnique each = last(generation) ? row : RowCopies.of(row, resource);
                    each.setIndexString(plain);
                    hash(each, generation);
                    each.setIndexString(generation.texts().mark());
                    kept.add(each);
                }
            }
            rows.clear();
            rows.addAll(kept);
        }

        /** The generations of texts: of texts in the clear there is one row only. */
        private List<IndexGeneration> texts() {
            IndexGeneration newest = writing.get(writing.size() - 1);
            return newest.texts().clear() ? List.of(newest) : writing;
        }

        /** Whether this generation takes the row that HAPI made, after the copies were made of it. */
        private boolean last(IndexGeneration generation) {
            return generation == writing.get(writing.size() - 1);
        }

        private void hash(BaseResourceIndex row, IndexGeneration generation) {
            KeyedHash.under(generation, () -> {
                row.clearHashes();
                row.calculateHashes();
                return row;
            });
        }
    }
}
