package org.chartseal.server.integrity;

import org.jspecify.annotations.Nullable;

/**
 * Where what is stored is not what the log says.
 *
 * @param type resource type, null where no row tells it
 * @param resource RES_ID, -1 where no row tells it
 * @param version version number, -1 where no row tells it
 * @param leaf index of the leaf, -1 of a version that has none
 */
public record LogFlaw(Kind kind, @Nullable String type, long resource, long version, long leaf) {
    /** What is wrong. */
    public enum Kind {
        /** A stored version that the log knows nothing of. */
        VERSION_UNLOGGED,
        /** A logged version that is not stored, and was not erased. */
        VERSION_MISSING,
        /** A stored version that does not open, or not as what was logged. */
        VERSION_ALTERED,
        /** A stored version whose key is missing, and that was not erased. */
        VERSION_KEY_MISSING,
        /** A leaf of the signed tree that has no row. */
        LEAF_MISSING,
        /** A leaf's row that is not what the signed tree has. */
        LEAF_ALTERED,
        /** A leaf whose opening is not stored. */
        OPENING_MISSING,
        /** A leaf whose opening is another's. */
        OPENING_ALTERED,
        /** A row that says a leaf was erased, where the signed log does not. */
        ERASURE_UNAUTHORISED
    }
}
