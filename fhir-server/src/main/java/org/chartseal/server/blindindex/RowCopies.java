package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndex;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboStringUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedComboTokenNonUnique;
import ca.uhn.fhir.jpa.model.entity.ResourceLink;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;

/** New index rows that say what other rows say, for a further generation. */
final class RowCopies {
    private RowCopies() {}

    /** Another row for the same value. */
    static <T extends BaseResourceIndexedSearchParam> T of(T row, ResourceTable resource) {
        T copy = filled(row);
        copy.setResource(resource);
        return copy;
    }

    /** Another row for the same reference. */
    static ResourceLink of(ResourceLink link, ResourceTable resource) {
        ResourceLink copy = filled(link);
        copy.setSourceResource(resource);
        copy.setUpdated(link.getUpdated());
        return copy;
    }

    /** Another row for the same combination. */
    static ResourceIndexedComboStringUnique of(ResourceIndexedComboStringUnique row, ResourceTable resource) {
        ResourceIndexedComboStringUnique copy = filled(row);
        copy.setResource(resource);
        copy.setPartitionId(resource.getPartitionId());
        if (row.getSearchParameterId() != null) {
            copy.setSearchParameterId(row.getSearchParameterId());
        }
        return copy;
    }

    /** Another row for the same combination. */
    static ResourceIndexedComboTokenNonUnique of(ResourceIndexedComboTokenNonUnique row, ResourceTable resource) {
        ResourceIndexedComboTokenNonUnique copy = filled(row);
        copy.setResource(resource);
        copy.setPartitionId(resource.getPartitionId());
        return copy;
    }

    @SuppressWarnings("unchecked") // what a row's own class makes is of that class
    private static <T extends BaseResourceIndex> T filled(T row) {
        try {
            T copy = (T) row.getClass().getDeclaredConstructor().newInstance();
            copy.copyMutableValuesFrom(row);
            return copy;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(
                    "Expected a constructor without arguments, as entities have: " + row.getClass(), impossible);
        }
    }
}
