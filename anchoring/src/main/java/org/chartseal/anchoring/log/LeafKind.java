package org.chartseal.anchoring.log;

/** What a leaf records (integrity log, section 2). */
public enum LeafKind {
    /** A version of a resource. */
    VERSION(1),
    /** A FHIR delete. */
    DELETE(2),
    /** An erasure of one earlier leaf's opening. */
    ERASURE(3),
    /** The first leaf of a log. */
    GENESIS(4),
    /** The root of a sorted map of latest heads. */
    MAP_SNAPSHOT(5),
    /** A key or configuration event. */
    KEY_OR_CONFIGURATION(6),
    /** A sign of life or padding. */
    TICK(7),
    /** Data that existed before the log, or a restore. */
    BASELINE(8);

    private final int code;

    LeafKind(int code) {
        this.code = code;
    }

    /** The byte in W. */
    public int code() {
        return code;
    }

    /** Versions and deletes belong to a resource: they have salts of their own and stand in chains. */
    public boolean ofResource() {
        return this == VERSION || this == DELETE;
    }

    /** Kinds 4 to 8 carry canonical event JSON under contentHash. */
    public boolean ofEvent() {
        return code >= GENESIS.code;
    }

    /**
     * The kind with this code.
     *
     * @throws LeafFormatException if no kind has this code
     */
    public static LeafKind of(int code) {
        for (LeafKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new LeafFormatException("expected a kind from 1 to 8, found " + code);
    }
}
