package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.List;

/** Has what the contract asks for beside a root. Asked again, it may answer otherwise: more members may have signed. */
public interface Endorsements {
    /**
     * That the tree of {@code from} leaves begins the tree of {@code to}: RFC 9162, section 2.1.4.1.
     *
     * @param from leaves of the anchored tree, 0 before the first anchor: then the proof is empty
     * @throws IOException if the tree cannot be read
     */
    List<byte[]> consistencyProof(long from, long to) throws IOException;

    /**
     * The signatures of as many members as the rules ask for.
     *
     * @param root RFC 6962 tree head hash, 64 lower-case hex digits
     * @throws NotEndorsedException if too few have signed by now
     * @throws IOException if they cannot be read
     */
    List<MemberSignature> signatures(ChainIdentity log, LogRules rules, long treeSize, String root) throws IOException;
}
