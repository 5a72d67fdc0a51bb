package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndex;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboStringUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboTokenNonUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceLink;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The index rows of one resource, with the values taken out, one for each generation. A row's hash code changes with its
 * values, so the sets they lie in are made anew.
 */
final class BlindRows {
    private final IndexPolicies policies;
    private final ResourceTable resource;
    private final List<IndexGeneration> writing;
    private final Map<IndexGeneration, BlindValues> values = new HashMap<>();

    /**
     * @param writing the generations to make rows of
     * @param values what takes the values out of rows of a generation
     */
    BlindRows(
            IndexPolicies policies,
            ResourceTable resource,
            List<IndexGeneration> writing,
            Function<IndexGeneration, BlindValues> values) {
        this.policies = policies;
        this.resource = resource;
        this.writing = writing;
        writing.forEach(generation -> this.values.put(generation, values.apply(generation)));
    }

    /**
     * Blinds all rows that HAPI made of one body.
     *
     * @param before the string rows that the resource has: of one with the same value, the token is kept
     */
    void all(ResourceIndexedSearchParams made, Collection<ResourceIndexedSearchParamString> before) {
        strings(made.myStringParams, before);
        rows(made.myTokenParams, BlindValues::blind);
        rows(made.myNumberParams, BlindValues::blind);
        rows(made.myQuantityParams, BlindValues::blind);
        rows(made.myQuantityNormalizedParams, BlindValues::blind);
        rows(made.myDateParams, BlindValues::blind);
        rows(made.myUriParams, BlindValues::blind);
        rows(made.myCoordsParams, BlindValues::blind);
        links(made.myLinks);
        uniqueCombinations(made.myComboStringUniques);
        combinations(made.myComboTokenNonUnique);
    }

    private void strings(
            Collection<ResourceIndexedSearchParamString> rows, Collection<ResourceIndexedSearchParamString> existing) {
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

    private <T extends BaseResourceIndexedSearchParam> void rows(Collection<T> rows, BiConsumer<BlindValues, T> blind) {
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

    private void links(Collection<ResourceLink> links) {
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

    private void uniqueCombinations(Collection<ResourceIndexedComboStringUnique> rows) {
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

    private void combinations(Collection<ResourceIndexedComboTokenNonUnique> rows) {
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

    /** Which policy a parameter has. */
    private interface Policy {
        IndexPolicy of(@Nullable String type, @Nullable String parameter);
    }
}
