package org.chartseal.anchoring.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.log.MerkleTree;

/**
 * A tree that grew, made from its proof: hashes nobody has leaves of, and the two roots they lead to. Written from RFC
 * 9162, section 2.1.4.2, without the code under test.
 */
record Growth(long from, byte[] oldRoot, long to, byte[] newRoot, List<byte[]> proof) {
    static Growth random(long from, long to, Random random) {
        long fn = from - 1;
        long sn = to - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        List<byte[]> proof = new ArrayList<>();
        byte[] older = hash(random);
        byte[] newer = older;
        if (fn != 0) {
            proof.add(older);
        }
        while (sn != 0) {
            byte[] sibling = hash(random);
            proof.add(sibling);
            if ((fn & 1) == 1 || fn == sn) {
                older = MerkleTree.nodeHash(sibling, older);
                newer = MerkleTree.nodeHash(sibling, newer);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                newer = MerkleTree.nodeHash(newer, sibling);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return new Growth(from, older, to, newer, proof);
    }

    private static byte[] hash(Random random) {
        byte[] hash = new byte[32];
        random.nextBytes(hash);
        return hash;
    }
}
