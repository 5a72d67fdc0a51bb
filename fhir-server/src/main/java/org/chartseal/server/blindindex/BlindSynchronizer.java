package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.index.DaoSearchParamSynchronizer;
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
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * HAPI's last step before index rows are written, with the values taken out first. Match URLs have been compared with
 * the plain values before it; what it compares are blind rows with blind rows, so an unchanged value rewrites nothing.
 */
final class BlindSynchronizer extends DaoSearchParamSynchronizer {
    private final IndexPolicies policies;
    private final BlindValues values;
    private final KeyedTexts texts;

    BlindSynchronizer(IndexPolicies policies, BlindValues values, KeyedTexts texts) {
        this.policies = policies;
        this.values = values;
        this.texts = texts;
    }

    @Override
    public AddRemoveCount synchronizeSearchParamsToDatabase(
            ResourceIndexedSearchParams made, ResourceTable resource, ResourceIndexedSearchParams existing) {
        blindStrings(made.myStringParams, resource, existing.myStringParams);
        blind(made.myTokenParams, resource, values::blind);
        blind(made.myNumberParams, resource, values::blind);
        blind(made.myQuantityParams, resource, values::blind);
        blind(made.myQuantityNormalizedParams, resource, values::blind);
        blind(made.myDateParams, resource, values::blind);
        blind(made.myUriParams, resource, values::blind);
        blind(made.myCoordsParams, resource, values::blind);
        blindLinks(made.myLinks);
        blindCombinations(made);
        return super.synchronizeSearchParamsToDatabase(made, resource, existing);
    }

    private void blindStrings(
            Collection<ResourceIndexedSearchParamString> rows,
            ResourceTable resource,
            Collection<ResourceIndexedSearchParamString> existing) {
        List<ResourceIndexedSearchParamString> smoothed = new ArrayList<>();
        blind(rows, resource, policies::ofString, row -> {
            if (policies.ofString(row.getResourceType(), row.getParamName()) == IndexPolicy.SMOOTHED) {
                smoothed.add(row);
            } else {
                values.blind(row);
            }
        });
        // All together: what has one value in several parameters gets one homophone.
        rows.removeAll(smoothed);
        values.blindSmoothed(smoothed, existing);
        rows.addAll(smoothed);
    }

    private <T extends BaseResourceIndexedSearchParam> void blind(
            Collection<T> rows, ResourceTable resource, Consumer<T> blind) {
        blind(rows, resource, policies::of, blind);
    }

    /** Which policy a parameter has. */
    private interface Policy {
        IndexPolicy of(@Nullable String type, @Nullable String parameter);
    }

    private <T extends BaseResourceIndexedSearchParam> void blind(
            Collection<T> rows, ResourceTable resource, Policy policy, Consumer<T> blind) {
        Collection<T> kept = new HashSet<>(rows.size());
        for (T row : rows) {
            IndexPolicy own = policy.of(row.getResourceType(), row.getParamName());
            if (own == IndexPolicy.OFF) {
                continue;
            }
            // A partition would reset the hashes, so it comes before them.
            row.setResourceId(resource.getId().getId());
            row.setPartitionId(resource.getPartitionId());
            row.calculateHashes();
            if (own != IndexPolicy.CLEAR && !row.isMissing()) {
                blind.accept(row);
            }
            kept.add(row);
        }
        // A row's hash code has changed with its values, so the set it lies in must be made anew.
        rows.clear();
        rows.addAll(kept);
    }

    private void blindLinks(Collection<ResourceLink> links) {
        Collection<ResourceLink> kept = new HashSet<>(links.size());
        for (ResourceLink link : links) {
            String url = link.getTargetResourceUrl();
            if (url != null) {
                link.setTargetResourceUrlCanonical(texts.token(url));
            }
            kept.add(link);
        }
        links.clear();
        links.addAll(kept);
    }

    private void blindCombinations(ResourceIndexedSearchParams made) {
        for (ResourceIndexedComboStringUnique row : made.myComboStringUniques) {
            row.calculateHashes();
            row.setIndexString(texts.token(row.getIndexString()));
        }
        for (ResourceIndexedComboTokenNonUnique row : made.myComboTokenNonUnique) {
            row.calculateHashes();
            row.setIndexString(null);
        }
    }
}
