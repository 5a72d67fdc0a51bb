package org.chartseal.server.sealing;

import java.nio.charset.StandardCharsets;
import org.chartseal.server.keys.KeySlots;
import org.jspecify.annotations.Nullable;

/** Opens rows of HFJ_RES_VER outside Hibernate, for proofs and audits. */
public final class StoredVersions {
    private final boolean enabled;
    private final KeySlots slots;

    /** @param enabled false reads bodies as they stand */
    public StoredVersions(boolean enabled, KeySlots slots) {
        this.enabled = enabled;
        this.slots = slots;
    }

    /**
     * The body of a stored version, empty text for a deletion.
     *
     * @param text the column, null for none
     * @param fhirId the id that the row must have been sealed for
     * @throws SealBrokenException if the row is not as it was sealed
     * @throws org.chartseal.server.keys.KeyUnavailableException if no owner's key is there
     */
    public String body(@Nullable String text, RowContext context, String fhirId) {
        if (!enabled) {
            return text == null ? "" : text;
        }
        if (text == null) {
            throw new SealBrokenException("expected a sealed value, found none");
        }
        Envelope.Opened opened = Envelope.open(text, context.associatedData(), slots::open);
        if (!SealClaims.decode(opened.claims()).fhirId().equals(fhirId)) {
            throw new SealBrokenException("the version belongs to another resource");
        }
        return new String(opened.value(), StandardCharsets.UTF_8);
    }
}
