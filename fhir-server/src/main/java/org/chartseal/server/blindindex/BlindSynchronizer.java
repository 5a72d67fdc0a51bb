package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.index.DaoSearchParamSynchronizer;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.util.AddRemoveCount;

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
        new BlindRows(policies, resource, generations.writing(), BlindValues::new).all(made, existing.myStringParams);
        if (generations.othersStay()) {
            OtherGenerations.leaveAlone(existing, generations.newest());
        }
        AddRemoveCount changes = super.synchronizeSearchParamsToDatabase(made, resource, existing);
        IndexChanges.note(changes);
        return changes;
    }
}
