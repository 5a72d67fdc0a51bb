package org.chartseal.server.blindindex;

import org.jspecify.annotations.Nullable;

/**
 * In what the index rows of a resource differ from what its body makes them: where, and never by which value.
 *
 * @param table the table's name
 * @param type resource type, as the row has it
 * @param parameter search parameter, or the path of a reference; null of a combination
 */
public record IndexDifference(Kind kind, String table, @Nullable String type, @Nullable String parameter) {
    /** How they differ. */
    public enum Kind {
        /** A row that the body makes is not there. */
        MISSING,
        /** A row is there that the body does not make. */
        EXTRA,
        /** Both: a row says something else than the body. */
        ALTERED,
        /** The row is there, and the dictionary has not its value: no search finds it by a part of it. */
        VALUE_UNKNOWN
    }
}
