package org.chartseal.anchoring.log;

/**
 * S, a leaf's place in the chain of one patient (integrity log, section 2).
 *
 * @param subject such as {@code Patient/p1}
 * @param subjectSeq from 1 without gaps
 * @param prevSubjectLeafHash hash of the patient's leaf before, zeros for the first
 */
public record SubjectLink(SubjectRole role, String subject, long subjectSeq, byte[] prevSubjectLeafHash) {
    public SubjectLink {
        Hashes.exact("prevSubjectLeafHash", prevSubjectLeafHash);
    }

    /** The bytes that are committed to. */
    public byte[] encode() {
        return new LeafWriter()
                .u8(role.code())
                .lp16(subject)
                .i64(subjectSeq)
                .bytes(prevSubjectLeafHash)
                .toByteArray();
    }

    /**
     * Reads S, strictly.
     *
     * @throws LeafFormatException unless the bytes are exactly one S
     */
    public static SubjectLink decode(byte[] bytes) {
        LeafReader in = new LeafReader(bytes);
        SubjectLink link = new SubjectLink(SubjectRole.of(in.u8()), in.lp16(), in.u64(), in.bytes(32));
        in.end();
        return link;
    }
}
