package org.chartseal.server.indexrotation;

/** Where a rotation of the index's key stands. Nodes may be in two neighbouring phases at one time. */
enum RotationPhase {
    /** Nothing is under way: one generation is read and written. */
    STEADY(0),
    /** Writes store both generations; those that began before are waited for. */
    ANNOUNCED(1),
    /** Every resource gets rows of the new generation. */
    FILLING(2),
    /** What was written around the beginning is looked at again, until nothing is found to be different. */
    CHECKING(3),
    /** Searches ask the new generation; those that began before are waited for. */
    SWITCHED(4),
    /** Writes store the new generation only; those that began before are waited for. */
    CLOSING(5),
    /** The old keys are gone, and so go the rows and values of the old generation. */
    DROPPING(6);

    private final int code;

    RotationPhase(int code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }

    /**
     * The phase of a code.
     *
     * @throws IllegalStateException if there is none
     */
    static RotationPhase of(byte code) {
        for (RotationPhase phase : values()) {
            if (phase.code == code) {
                return phase;
            }
        }
        throw new IllegalStateException("Expected a phase from 0 to 6, found " + code);
    }
}
