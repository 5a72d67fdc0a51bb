package org.chartseal.server.erasure;

import ca.uhn.fhir.i18n.Msg;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.sealing.VersionSink;

/** Refuses, at the end of a transaction, what was written for a patient who is being erased. One look a transaction. */
final class ErasureFence implements VersionSink {
    private final ErasureStore store;

    ErasureFence(ErasureStore store) {
        this.store = store;
    }

    @Override
    public void accept(List<Version> versions) {
        Set<SlotId> owners = new HashSet<>();
        versions.forEach(version -> version.owners().forEach(owner -> owners.add(owner.slotId())));
        if (store.destroying(owners).isPresent()) {
            Version first = versions.get(0);
            throw new ResourceNotFoundException(
                    Msg.code(2001) + "Resource " + first.type() + "/" + first.fhirId() + " is not known");
        }
    }
}
