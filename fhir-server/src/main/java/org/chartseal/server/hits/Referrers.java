package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchRuntimeDetails;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * The resources that refer to a hit, as {@code _has} asks for them: the index says which they may be, and their bodies are
 * loaded to be asked, served to nobody.
 */
final class Referrers {
    private static final int AT_A_TIME = 10;

    private final FhirContext context;
    private final SearchBuilderFactory<JpaPid> builders;

    Referrers(FhirContext context, SearchBuilderFactory<JpaPid> builders) {
        this.context = context;
        this.builders = builders;
    }

    /**
     * Whether any of them passes.
     *
     * @param asked what is asked of them
     * @param link the parameter by which they refer to the hit
     * @param test told of some at a time whether one of them passes
     */
    boolean any(
            Question asked,
            RuntimeSearchParam link,
            IBaseResource hit,
            @Nullable RequestDetails request,
            Predicate<List<IBaseResource>> test) {
        SearchParameterMap search = asked.asked().clone();
        search.add(link.getName(), new ReferenceParam(References.name(hit)));
        ISearchBuilder<JpaPid> builder = builders.newSearchBuilder(
                asked.type(), context.getResourceDefinition(asked.type()).getImplementingClass());
        SearchRuntimeDetails details =
                new SearchRuntimeDetails(request, UUID.randomUUID().toString());
        try (IResultIterator<JpaPid> found =
                builder.createQuery(search, details, request, RequestPartitionId.allPartitions())) {
            while (found.hasNext()) {
                List<JpaPid> some = new ArrayList<>(AT_A_TIME);
                while (some.size() < AT_A_TIME && found.hasNext()) {
                    some.add(found.next());
                }
                List<IBaseResource> bodies = new ArrayList<>(AT_A_TIME);
                builder.loadResourcesByPid(some, List.of(), bodies, false, request);
                bodies.removeIf(body -> body == null);
                if (test.test(bodies)) {
                    return true;
                }
            }
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
