package org.chartseal.server.integrity;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.log.Commitment;

/** The column {@code commitments}: w, v and each s_j in the order of the subject links, 32 bytes each. */
final class Commitments {
    private Commitments() {}

    static byte[] encode(Commitment commitment) {
        ByteBuffer bytes = ByteBuffer.allocate(32 * (2 + commitment.subjects().size()));
        bytes.put(commitment.w()).put(commitment.v());
        commitment.subjects().forEach(bytes::put);
        return bytes.array();
    }

    static Commitment decode(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        for (int at = 0; at + 32 <= bytes.length; at += 32) {
            parts.add(Arrays.copyOfRange(bytes, at, at + 32));
        }
        return new Commitment(parts.get(0), parts.get(1), parts.subList(2, parts.size()));
    }
}
