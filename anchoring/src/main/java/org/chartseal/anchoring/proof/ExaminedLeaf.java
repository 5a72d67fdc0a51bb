package org.chartseal.anchoring.proof;

import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.VersionLink;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of one leaf without the others.
 *
 * @param hash of the leaf in the tree
 * @param leaf its commitments, opened or hidden; null if what is shown is not what stands in the tree
 * @param write W if it is open and understood
 * @param version V if it is open and understood
 * @param subjects by rule, null if the content does not tell
 * @param findings what contradicts the leaf
 */
public record ExaminedLeaf(
        OpenedLeaf opened,
        byte[] hash,
        @Nullable LeafOpening leaf,
        @Nullable LeafWrite write,
        @Nullable VersionLink version,
        @Nullable List<String> subjects,
        List<Finding> findings) {

    /** Examines one; needs nothing but the leaf, so that many can be examined at a time. */
    public static ExaminedLeaf of(String origin, OpenedLeaf opened) {
        byte[] hash = MerkleTree.leafHash(opened.entry());
        LeafOpening leaf = opened.leaf();
        if (leaf == null || !Arrays.equals(leaf.commitment().entry(), opened.entry())) {
            return new ExaminedLeaf(opened, hash, null, null, null, null, List.of());
        }
        LeafCheck check = new LeafCheck(origin, leaf, opened.content(), opened.meta());
        return new ExaminedLeaf(
                opened, hash, leaf, check.write(), check.version(), check.subjects(), List.copyOf(check.findings()));
    }

    long index() {
        return opened.index();
    }
}
