package org.chartseal.consent.enforcement;

import java.util.Optional;
import org.chartseal.consent.engine.AccessRequest;

/** Tells who sends the current request. */
public interface Accessors {
    /** The access request, empty if the context is unknown, which is refused. */
    Optional<AccessRequest> current();
}
