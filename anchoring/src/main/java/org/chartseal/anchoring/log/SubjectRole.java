package org.chartseal.anchoring.log;

/** What a leaf says of a patient (integrity log, section 2). */
public enum SubjectRole {
    /** The version is about the patient. */
    IN(1),
    /** The version before was about the patient, this one no longer is. */
    LEFT(2);

    private final int code;

    SubjectRole(int code) {
        this.code = code;
    }

    /** The byte in S. */
    public int code() {
        return code;
    }

    /**
     * The role with this code.
     *
     * @throws LeafFormatException if no role has this code
     */
    public static SubjectRole of(int code) {
        return switch (code) {
            case 1 -> IN;
            case 2 -> LEFT;
            default -> throw new LeafFormatException("expected role 1 or 2, found " + code);
        };
    }
}
