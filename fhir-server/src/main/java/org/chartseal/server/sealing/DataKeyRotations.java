package org.chartseal.server.sealing;

import java.time.Instant;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;

/** Whoever gives subjects fresh data keys, in the background. */
public interface DataKeyRotations {
    /**
     * What is to be told of a rotation.
     *
     * @param done whether it came to its end
     */
    record Status(boolean done, Parameters parameters) {}

    /**
     * Asks for a rotation; where the same was asked for and is not done yet, that one goes on.
     *
     * @param patient the patient's id, null for everybody
     * @param before only keys assigned before then, null for all
     * @param client who asks
     * @return its status, empty if there is no such patient
     */
    Optional<Status> ask(@Nullable String patient, @Nullable Instant before, String client);

    /** How far a rotation has come, empty if there is none of this id. */
    Optional<Status> status(String id);
}
