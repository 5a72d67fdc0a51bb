package org.chartseal.consent.enforcement;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.consent.engine.Directive;

/** Where directives come from: never from a search, whose index rows can be lost without a trace. */
public interface Directives {
    /**
     * The directives of these patients, as last committed by any node.
     *
     * @throws RuntimeException if they cannot be had whole: the access is refused then
     */
    Map<String, List<Directive>> of(Set<String> patients);

    /** Whether any patient has any directive at all. */
    boolean any();
}
