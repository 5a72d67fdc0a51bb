package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.api.svc.ResolveIdentityMode;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.jspecify.annotations.Nullable;

/**
 * Bodies that a page's hits refer to, loaded for the check and served to nobody. Many at once take one look at their ids
 * and one at their rows; a body that does not open, or that is not of the name it was looked for by, is not there.
 */
final class Bodies {
    private final FhirContext context;
    private final IIdHelperService<JpaPid> ids;
    private final ISearchBuilder<JpaPid> builder;
    private final @Nullable RequestDetails request;
    private final Map<String, IBaseResource> known = new HashMap<>();

    Bodies(
            FhirContext context,
            IIdHelperService<JpaPid> ids,
            ISearchBuilder<JpaPid> builder,
            @Nullable RequestDetails request) {
        this.context = context;
        this.ids = ids;
        this.builder = builder;
        this.request = request;
    }

    /** On whose behalf they are loaded. */
    @Nullable
    RequestDetails request() {
        return request;
    }

    /** Makes use of a body that is loaded anyway. */
    void add(IBaseResource body) {
        known.put(References.name(body), body);
    }

    /** The bodies of these names, without those that are not there. */
    List<IBaseResource> of(Collection<String> names) {
        List<IIdType> unknown = names.stream()
                .filter(name -> !known.containsKey(name))
                .map(name -> context.getVersion().newIdType(name))
                .filter(id -> id.hasResourceType() && id.hasIdPart() && !id.isAbsolute())
                .toList();
        if (!unknown.isEmpty()) {
            List<JpaPid> rows = ids.resolveResourcePids(
                    RequestPartitionId.allPartitions(),
                    unknown,
                    ResolveIdentityMode.includeDeleted().cacheOk());
            List<IBaseResource> loaded = new ArrayList<>(rows.size());
            if (!rows.isEmpty()) {
                builder.loadResourcesByPid(rows.stream().distinct().toList(), List.of(), loaded, false, request);
            }
            loaded.stream().filter(body -> body != null).forEach(this::add);
        }
        return names.stream().map(known::get).filter(body -> body != null).toList();
    }

    /** All that were loaded or added. */
    Collection<IBaseResource> all() {
        return known.values();
    }
}
