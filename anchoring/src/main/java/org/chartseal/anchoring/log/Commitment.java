package org.chartseal.anchoring.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * The salted commitments of one leaf. They hide what they commit to and may be stored in the clear (integrity log,
 * section 2).
 *
 * @param w commitment to W, 32 bytes
 * @param v commitment to V, 32 bytes
 * @param subjects commitments to each S, 32 bytes each, in ascending order
 */
public record Commitment(byte[] w, byte[] v, List<byte[]> subjects) {
    /** Most subjects one leaf can have. */
    public static final int MAX_SUBJECTS = 4096;
    /** Bytes of an entry. */
    public static final int ENTRY_LENGTH = 33;

    private static final byte[] WRITE = Hashes.label("fhirlog/write/v1");
    private static final byte[] VERSION = Hashes.label("fhirlog/version/v1");
    private static final byte[] SUBJECT = Hashes.label("fhirlog/subject/v1");
    private static final byte[] LEAF = Hashes.label("fhirlog/leaf/v1");

    /** Sorts the subjects. */
    public Commitment {
        Hashes.exact("commitment w", w);
        Hashes.exact("commitment v", v);
        if (subjects.size() > MAX_SUBJECTS) {
            throw new LeafFormatException("expected at most " + MAX_SUBJECTS + " subjects, found " + subjects.size());
        }
        List<byte[]> ascending = new ArrayList<>(subjects);
        ascending.forEach(s -> Hashes.exact("commitment s", s));
        ascending.sort(Arrays::compareUnsigned);
        subjects = List.copyOf(ascending);
    }

    /** HMAC(salt, "fhirlog/write/v1" 00 || W). */
    public static byte[] write(byte[] salt, byte[] encodedWrite) {
        return Hashes.hmac(Hashes.exact("salt", salt), WRITE, encodedWrite);
    }

    /** HMAC(salt, "fhirlog/version/v1" 00 || V). */
    public static byte[] version(byte[] salt, byte[] encodedVersion) {
        return Hashes.hmac(Hashes.exact("salt", salt), VERSION, encodedVersion);
    }

    /** HMAC(salt, "fhirlog/subject/v1" 00 || S). */
    public static byte[] subject(byte[] salt, byte[] encodedSubject) {
        return Hashes.hmac(Hashes.exact("salt", salt), SUBJECT, encodedSubject);
    }

    /** The {@value #ENTRY_LENGTH} bytes 01 || C: all that tiles, witnesses and the chain ever see. */
    public byte[] entry() {
        byte[][] parts = new byte[4 + subjects.size()][];
        parts[0] = LEAF;
        parts[1] = w;
        parts[2] = v;
        parts[3] = new byte[] {(byte) (subjects.size() >>> 8), (byte) subjects.size()};
        for (int i = 0; i < subjects.size(); i++) {
            parts[4 + i] = subjects.get(i);
        }
        byte[] entry = new byte[ENTRY_LENGTH];
        entry[0] = 1;
        System.arraycopy(Sha256.hash(parts), 0, entry, 1, Sha256.LENGTH);
        return entry;
    }

    /** The entry's RFC 6962 leaf hash. */
    public byte[] leafHash() {
        return MerkleTree.leafHash(entry());
    }
}
