package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.beans.factory.ObjectProvider;

/** Makes every search of HAPI's one that can sort on blind values. */
final class BlindSearchBuilderFactory extends SearchBuilderFactory<JpaPid> {
    private final IndexPolicies policies;
    private final ObjectProvider<SortPlan> plan;
    private final Ranking ranking;
    private final IndexGenerations generations;
    private final JpaStorageSettings settings;

    BlindSearchBuilderFactory(
            IndexPolicies policies,
            ObjectProvider<SortPlan> plan,
            Ranking ranking,
            IndexGenerations generations,
            JpaStorageSettings settings) {
        this.policies = policies;
        this.plan = plan;
        this.ranking = ranking;
        this.generations = generations;
        this.settings = settings;
    }

    @Override
    public ISearchBuilder<JpaPid> newSearchBuilder(String type, Class<? extends IBaseResource> resourceClass) {
        return new BlindSearchBuilder(
                super.newSearchBuilder(type, resourceClass),
                type,
                policies,
                plan.getObject(),
                ranking,
                generations,
                settings);
    }
}
