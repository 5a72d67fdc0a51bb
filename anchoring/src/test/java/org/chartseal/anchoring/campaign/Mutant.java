package org.chartseal.anchoring.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A changed proof, with what is judged beside it.
 *
 * @param kind what was done to it
 * @param harmless whether it may still be VERIFIED: nothing that is proven was touched
 * @param otherCopy whether the copy is not the record that was logged
 */
record Mutant(String kind, byte[] trust, byte[] proof, byte @Nullable [] copy, boolean harmless, boolean otherCopy) {
    static Mutant of(String kind, ObjectNode proof, boolean harmless) {
        return new Mutant(kind, Base.trust(), proof.toString().getBytes(UTF_8), null, harmless, false);
    }

    static Mutant of(String kind, String proof, boolean harmless) {
        return new Mutant(kind, Base.trust(), proof.getBytes(UTF_8), null, harmless, false);
    }

    /** What was done, without where: the key of the table of figures. */
    String group() {
        return kind.replaceAll(":.*", "");
    }
}
