package org.chartseal.anchoring.proof;

/** One commitment of a leaf: shown with what it commits to, or only as itself. */
public sealed interface Opening {
    /**
     * Shown.
     *
     * @param salt 32 bytes
     * @param bytes the encoded W, V or S
     */
    record Opened(byte[] salt, byte[] bytes) implements Opening {}

    /**
     * Hidden: another patient's, or erased.
     *
     * @param commitment 32 bytes
     */
    record Hidden(byte[] commitment) implements Opening {}
}
