package org.chartseal.server.consent;

import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.consent.enforcement.Directives;
import org.chartseal.consent.engine.Directive;
import org.chartseal.consent.fhir.ConsentCompiler;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;

/**
 * Directives from the sealed heads: the heads are read for every decision, so that a change by any node counts at once;
 * what they compile to is cached by patient and epoch.
 */
final class StoredDirectives implements Directives {
    private record Compiled(long epoch, List<Directive> directives) {}

    private final DirectiveHeads heads;
    private final IFhirResourceDao<Consent> consents;
    private final Cache<String, Compiled> compiled =
            Caffeine.newBuilder().maximumSize(50_000).build();

    StoredDirectives(DirectiveHeads heads, IFhirResourceDao<Consent> consents) {
        this.heads = heads;
        this.consents = consents;
    }

    @Override
    public Map<String, List<Directive>> of(Set<String> patients) {
        Map<String, List<Directive>> directives = new HashMap<>();
        heads.of(patients).forEach((patient, head) -> {
            Compiled known = compiled.getIfPresent(patient);
            if (known == null || known.epoch() != head.epoch()) {
                known = new Compiled(head.epoch(), compile(head));
                compiled.put(patient, known);
            }
            directives.put(patient, known.directives());
        });
        return directives;
    }

    private List<Directive> compile(DirectiveHeads.Head head) {
        List<Directive> directives = new ArrayList<>();
        head.consents().forEach((id, entry) -> {
            Consent consent = consents.read(
                    new IdType("Consent", id, Long.toString(entry.version())), new SystemRequestDetails());
            ConsentCompiler.compile(consent).ifPresent(directives::add);
        });
        return List.copyOf(directives);
    }

    @Override
    public boolean any() {
        return heads.any();
    }
}
