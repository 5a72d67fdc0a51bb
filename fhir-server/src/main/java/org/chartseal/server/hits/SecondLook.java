package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.jpa.model.search.SearchRuntimeDetails;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.TokenParam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Tells an index that lies from a hit that changed after it was found, by asking once more for that hit alone. If the
 * index still says what the bodies deny, and no body has a newer version since, then its rows are not what was written.
 */
final class SecondLook {
    private final FhirContext context;
    private final SearchBuilderFactory<JpaPid> builders;
    private final LinkRows rows;

    SecondLook(FhirContext context, SearchBuilderFactory<JpaPid> builders, LinkRows rows) {
        this.context = context;
        this.builders = builders;
        this.rows = rows;
    }

    /** Whether a hit that its body, or those it refers to, deny is the index's doing, and not that of time. */
    boolean lies(
            Question question, IBaseResource hit, Collection<IBaseResource> bodies, @Nullable RequestDetails request) {
        if (question.settled(hit)) {
            // Whatever the index says now: the stored result was never found by this search.
            return true;
        }
        SearchParameterMap again = question.asked().clone();
        again.setSort(null);
        again.setCount(null);
        again.setOffset(null);
        again.setSummaryMode(null);
        again.setSearchTotalMode(null);
        again.setLoadSynchronousUpTo(2);
        again.add(IAnyResource.SP_RES_ID, new TokenParam(hit.getIdElement().getIdPart()));
        try (IResultIterator<JpaPid> found = builder(question.type())
                .createQuery(
                        again,
                        new SearchRuntimeDetails(request, UUID.randomUUID().toString()),
                        request,
                        RequestPartitionId.allPartitions())) {
            return found.hasNext() && unchanged(hit, bodies);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    /** Whether a look for what is to be included still finds a resource that no body on the page bears out. */
    boolean stillIncluded(List<IncludeLook> looks, IBaseResource included, Collection<IBaseResource> page) {
        LinkRows.Row row = row(included);
        return row != null
                && looks.stream().anyMatch(look -> builder(included.fhirType()).loadIncludes(look.again()).stream()
                        .anyMatch(pid -> Objects.equals(pid.getId(), row.id())))
                && unchanged(included, page);
    }

    /** Whether link rows still make a resource part of everything, though no body does. */
    boolean stillLinked(Set<String> asked, IBaseResource foreign, Collection<IBaseResource> bodies) {
        return rows.join(References.name(foreign), asked) && unchanged(foreign, bodies);
    }

    /** The row of a resource, or null. */
    LinkRows.@Nullable Row row(IBaseResource resource) {
        return rows.rows(List.of(resource)).get(References.name(resource));
    }

    private boolean unchanged(IBaseResource hit, Collection<IBaseResource> bodies) {
        List<IBaseResource> all = new ArrayList<>(bodies);
        all.add(hit);
        Map<String, LinkRows.Row> now = rows.rows(all);
        return all.stream().allMatch(body -> {
            LinkRows.Row row = now.get(References.name(body));
            return row != null
                    && Long.toString(row.version()).equals(body.getIdElement().getVersionIdPart());
        });
    }

    private ISearchBuilder<JpaPid> builder(String type) {
        return builders.newSearchBuilder(
                type, context.getResourceDefinition(type).getImplementingClass());
    }
}
