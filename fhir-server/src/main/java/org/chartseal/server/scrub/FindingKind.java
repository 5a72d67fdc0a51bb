package org.chartseal.server.scrub;

import java.util.Arrays;
import java.util.Locale;

/** What a finding says is wrong. */
enum FindingKind {
    /** A row of the search index is not there. */
    INDEX_ROW_MISSING,
    /** The search index has a row that the body does not make. */
    INDEX_ROW_EXTRA,
    /** A row of the search index says something else than the body. */
    INDEX_ROW_ALTERED,
    /** A value of a row is not in the dictionary. */
    INDEX_VALUE_UNKNOWN,
    /** A resource's row does not agree with its seal, or its current version does not open, or cannot be indexed. */
    RESOURCE_WITHHELD,
    /** A stored version that the log knows nothing of. */
    VERSION_UNLOGGED,
    /** A logged version that is not stored, and was not erased. */
    VERSION_MISSING,
    /** A stored version that does not open, or not as what was logged. */
    VERSION_ALTERED,
    /** A stored version whose key is missing, and that was not erased. */
    VERSION_KEY_MISSING,
    /** A leaf of the signed log that has no row. */
    LEAF_MISSING,
    /** A leaf's row that is not what the signed log has. */
    LEAF_ALTERED,
    /** A leaf whose opening, its pending row, is not stored. */
    OPENING_MISSING,
    /** A leaf whose opening is another's. */
    OPENING_ALTERED,
    /** A row that says a leaf was erased, where the signed log does not. */
    ERASURE_UNAUTHORISED;

    /** As it stands in answers, metrics and the audit trail, for example {@code index-row-missing}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is no such kind */
    static FindingKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a kind of finding"));
    }
}
