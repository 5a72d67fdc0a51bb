package org.chartseal.anchoring.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * What goes into the contract beside a root: that the tree only grew, and who else vouches for it.
 *
 * @param consistencyProof from the anchored root to the new one, hashes of 32 bytes (RFC 9162, section 2.1.4.1)
 * @param rules the log's
 * @param signatures of exactly as many different members as the rules ask for, in any order
 */
public record Endorsement(List<byte[]> consistencyProof, LogRules rules, List<MemberSignature> signatures) {
    public Endorsement {
        consistencyProof = List.copyOf(consistencyProof);
        signatures = List.copyOf(signatures);
    }

    /** The signatures as the contract reads them: 65 bytes each, the index of the member first, indexes ascending. */
    byte[] packed() {
        return packed(rules, signatures);
    }

    /**
     * Signatures as the contract reads them.
     *
     * @throws IllegalArgumentException if one is of no member
     */
    static byte[] packed(LogRules rules, List<MemberSignature> signatures) {
        List<MemberSignature> sorted = new ArrayList<>(signatures);
        sorted.sort(Comparator.comparing(MemberSignature::member));
        StringBuilder hex = new StringBuilder();
        for (MemberSignature signature : sorted) {
            int index = rules.members().indexOf(signature.member());
            if (index < 0) {
                throw new IllegalArgumentException("signature: expected one of a member, found " + signature.member());
            }
            hex.append(HexFormat.of().toHexDigits((byte) index))
                    .append(HexFormat.of().formatHex(signature.signature()));
        }
        return HexFormat.of().parseHex(hex);
    }
}
