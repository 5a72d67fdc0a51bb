package org.chartseal.anchoring.log;

/**
 * V, a leaf's place in the chain of its resource (integrity log, section 2).
 *
 * @param versionSeq from 1 without gaps; 0 where a leaf stands in no chain
 * @param prevLeafHash leaf hash of the version before, zeros for the first
 * @param refLeafHash the erased leaf's hash in kind 3, else zeros
 */
public record VersionLink(long versionSeq, byte[] prevLeafHash, byte[] refLeafHash) {
    public VersionLink {
        Hashes.exact("prevLeafHash", prevLeafHash);
        Hashes.exact("refLeafHash", refLeafHash);
    }

    /** The bytes that are committed to: 72. */
    public byte[] encode() {
        return new LeafWriter()
                .i64(versionSeq)
                .bytes(prevLeafHash)
                .bytes(refLeafHash)
                .toByteArray();
    }

    /**
     * Reads V, strictly.
     *
     * @throws LeafFormatException unless the bytes are exactly one V
     */
    public static VersionLink decode(byte[] bytes) {
        LeafReader in = new LeafReader(bytes);
        VersionLink link = new VersionLink(in.u64(), in.bytes(32), in.bytes(32));
        in.end();
        return link;
    }
}
