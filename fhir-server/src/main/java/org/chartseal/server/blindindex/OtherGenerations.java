package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Tells rows of one generation from all others, without the keys of those. */
final class OtherGenerations {
    private OtherGenerations() {}

    /** Takes rows of other generations out of what HAPI compares: somebody else is about to remove them. */
    static void leaveAlone(ResourceIndexedSearchParams existing, IndexGeneration own) {
        List.<Collection<? extends BaseResourceIndexedSearchParam>>of(
                        existing.myStringParams,
                        existing.myTokenParams,
                        existing.myNumberParams,
                        existing.myQuantityParams,
                        existing.myQuantityNormalizedParams,
                        existing.myDateParams,
                        existing.myUriParams,
                        existing.myCoordsParams)
                .forEach(rows -> rows.removeIf(row -> !isOf(row, own)));
        KeyedTexts texts = own.texts();
        if (!texts.clear()) {
            existing.myLinks.removeIf(
                    link -> link.getTargetResourceUrl() != null && !texts.own(link.getTargetResourceUrl()));
            existing.myComboStringUniques.removeIf(row -> !texts.own(row.getIndexString()));
        }
        existing.myComboTokenNonUnique.removeIf(row -> !Objects.equals(row.getIndexString(), texts.mark()));
    }

    private static boolean isOf(BaseResourceIndexedSearchParam row, IndexGeneration generation) {
        return Objects.equals(row.getHashIdentity(), generation.identity(row.getResourceType(), row.getParamName()));
    }
}
