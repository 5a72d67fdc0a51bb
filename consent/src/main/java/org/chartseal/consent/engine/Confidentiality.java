package org.chartseal.consent.engine;

import java.util.Collection;
import java.util.Optional;

/** HL7 v3 Confidentiality in its order: U &lt; L &lt; M &lt; N &lt; R &lt; V. */
public enum Confidentiality {
    /** Unrestricted. */
    U,
    /** Low. */
    L,
    /** Moderate. */
    M,
    /** Normal: what a resource without any label is. */
    N,
    /** Restricted. */
    R,
    /** Very restricted. */
    V;

    /** The level a label names, empty for another system or an unknown code. */
    public static Optional<Confidentiality> of(Label label) {
        if (!label.isConfidentiality()) {
            return Optional.empty();
        }
        for (Confidentiality level : values()) {
            if (level.name().equals(label.code())) {
                return Optional.of(level);
            }
        }
        // An unknown level is taken for the highest.
        return Optional.of(V);
    }

    /** The level of a resource: the highest it is labelled with; R for a sensitivity alone; N for none. */
    public static Confidentiality of(Collection<Label> labels) {
        return labels.stream()
                .flatMap(label -> of(label).stream())
                .max(Confidentiality::compareTo)
                .orElse(labels.isEmpty() ? N : R);
    }
}
