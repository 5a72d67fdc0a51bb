package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.VersionLink;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.jspecify.annotations.Nullable;

/** Whether a kind 3 leaf authorises another leaf not to open (integrity log, section 2). */
final class ErasureCheck {
    private ErasureCheck() {}

    /** As {@link #authorises}, and the erasure is a leaf under the same checkpoint; false if none is shown. */
    static boolean authorises(
            @Nullable ErasureProof erasure, Checkpoint checkpoint, String origin, long erasedIndex, byte[] erasedHash) {
        return erasure != null
                && new InclusionProof(erasure.leafIndex(), checkpoint.size(), erasure.path())
                        .verifies(erasure.leaf().commitment().leafHash(), checkpoint.root())
                && authorises(erasure.leaf(), erasure.authorization(), origin, erasedIndex, erasedHash);
    }

    /** True if the leaf is an erasure of just this leaf, with the record that authorised it. */
    static boolean authorises(
            LeafOpening erasure, @Nullable String authorization, String origin, long erasedIndex, byte[] erasedHash) {
        if (!(erasure.write() instanceof Opened w)
                || !(erasure.version() instanceof Opened v)
                || !erasure.subjects().isEmpty()
                || authorization == null) {
            return false;
        }
        try {
            LeafWrite write = LeafWrite.decode(w.bytes());
            byte[] record = Canonicalizer.canonicalizeObject(authorization.getBytes(UTF_8));
            return write.kind() == LeafKind.ERASURE
                    && write.origin().equals(origin)
                    && write.erasedIndex().orElse(-1) == erasedIndex
                    && Arrays.equals(VersionLink.decode(v.bytes()).refLeafHash(), erasedHash)
                    && Arrays.equals(CanonicalResource.contentHash(record), write.authHash());
        } catch (LeafFormatException | CanonicalizationException e) {
            return false;
        }
    }
}
