package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import java.util.Optional;
import org.chartseal.server.keys.KeyUnavailableException;
import org.hibernate.Hibernate;

/**
 * Decides, before a loaded version is turned into a resource, that it is the one it is served as. What does not agree is
 * withheld, never guessed at.
 */
public final class SealGuard {
    private final boolean enabled;
    private final SealVerdicts verdicts;

    /** @param enabled false lets everything pass, as nothing is sealed then */
    public SealGuard(boolean enabled, SealVerdicts verdicts) {
        this.enabled = enabled;
        this.verdicts = verdicts;
    }

    /**
     * Checks a resource row and the version it points to.
     *
     * @throws BaseServerResponseException 500 if either was altered, 503 if a key is missing
     */
    public void check(ResourceTable resource, ResourceHistoryTable version) {
        refusal(resource, version).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /** Checks a version and, where it is loaded, its resource row. */
    public Optional<BaseServerResponseException> refusal(ResourceHistoryTable version) {
        ResourceTable resource = version.getResourceTable();
        return Hibernate.isInitialized(resource)
                ? refusal((ResourceTable) Hibernate.unproxy(resource), version)
                : refusalOf(version).or(() -> refusal((ResourceTable) Hibernate.unproxy(resource), version));
    }

    private Optional<BaseServerResponseException> refusal(ResourceTable resource, ResourceHistoryTable version) {
        if (!enabled) {
            return Optional.empty();
        }
        return refusalOf(resource).or(() -> refusalOf(version)).or(() -> {
            if (verdicts.of(version).orElse(null) instanceof SealVerdicts.Opened opened
                    && !opened.claims().fhirId().equals(resource.getFhirId())) {
                return Optional.of(refuse(new SealBrokenException("the version belongs to another resource")));
            }
            if (verdicts.of(resource).isPresent() && version.getVersion() > resource.getVersion()) {
                return Optional.of(refuse(new SealBrokenException("the version is newer than its resource")));
            }
            return Optional.empty();
        });
    }

    private Optional<BaseServerResponseException> refusalOf(Object entity) {
        return verdicts.of(entity)
                .filter(SealVerdicts.Withheld.class::isInstance)
                .map(verdict -> refuse(((SealVerdicts.Withheld) verdict).failure()));
    }

    /** The refusal for a version that should be there and is not. */
    public static BaseServerResponseException missing() {
        return refuse(new SealBrokenException("the current version's row is missing"));
    }

    private static BaseServerResponseException refuse(RuntimeException failure) {
        if (failure instanceof KeyUnavailableException) {
            BaseServerResponseException outage = new UnclassifiedServerFailureException(
                    503, "A key that this record needs is not available now: try again later");
            outage.initCause(failure);
            return outage;
        }
        return new InternalErrorException(
                "Withheld: the stored record fails its integrity check. " + failure.getMessage());
    }
}
