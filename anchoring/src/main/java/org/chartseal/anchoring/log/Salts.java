package org.chartseal.anchoring.log;

/**
 * How salts follow from keys, so that destroying a key closes exactly what it opens (integrity log, section 2). Every
 * salt has 32 bytes.
 */
public final class Salts {
    /** Part of a log salt for W of kinds 3 to 8. */
    public static final int PART_WRITE = 1;
    /** Part of a log salt for V. */
    public static final int PART_VERSION = 2;

    private static final byte[] WRITE = Hashes.label("fhirlog/salt/write/v1");
    private static final byte[] SUBJECT = Hashes.label("fhirlog/salt/subject/v1");
    private static final byte[] LOG = Hashes.label("fhirlog/salt/log/v1");

    private Salts() {}

    /**
     * The salt of W for kinds 1 and 2.
     *
     * @param leafKey the patient's leaf key, or the resource's if it has not exactly one patient
     * @param random 32 bytes drawn for this version and destroyed when it is erased
     */
    public static byte[] write(byte[] leafKey, byte[] random) {
        return Hashes.hmac(leafKey, WRITE, Hashes.exact("random value", random));
    }

    /** The salt of one S. It does not depend on a version's random value, whose erasure must not close this chain. */
    public static byte[] subject(byte[] subjectKey, long leafIndex) {
        return Hashes.hmac(subjectKey, SUBJECT, new LeafWriter().i64(leafIndex).toByteArray());
    }

    /** The salt of V, and of W for kinds 3 to 8, under the log key, which outlives patients. */
    public static byte[] log(byte[] logKey, long leafIndex, int part) {
        return Hashes.hmac(logKey, LOG, new LeafWriter().i64(leafIndex).u8(part).toByteArray());
    }
}
