package org.chartseal.anchoring.campaign;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One way to change a proof. */
@FunctionalInterface
interface Mutation {
    /** The changed proof, null if this way does not fit this one. */
    @Nullable
    Mutant apply(Base base, Random random);
}
