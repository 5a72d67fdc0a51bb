package org.chartseal.anchoring.map;

/** Of what a head is the newest leaf: each has keys of its own, so that none can stand for the other. */
public enum HeadSpace {
    /** Of a resource, {@code Type/id}. */
    VERSION(1),
    /** Of a patient's chain, {@code Patient/id}. */
    SUBJECT(2);

    private final byte code;

    HeadSpace(int code) {
        this.code = (byte) code;
    }

    /** The byte in a key. */
    public byte code() {
        return code;
    }
}
