package org.chartseal.server.integrity;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.Salts;
import org.chartseal.server.sealing.SealBrokenException;

/**
 * What opens the commitment {@code w} of one version: W, the 32 random bytes its salt comes from, and the subjects.
 * Stored sealed, in the version's own transaction. The bytes are described in {@code fhir-server/docs/sealed-format.md}.
 *
 * @param write W
 * @param random r_w, 32 bytes
 * @param leafKey keys the salt: the single owner's leaf key, or a key of this version's own where it has several owners
 * @param ownLeafKey whether {@code leafKey} is the version's own, and so stored here
 * @param subjects data subjects of this version, none for a deletion
 */
record WriteOpening(LeafWrite write, byte[] random, byte[] leafKey, boolean ownLeafKey, List<String> subjects) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static byte[] random32() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** The salt of {@code w}. */
    byte[] salt() {
        return Salts.write(leafKey, random);
    }

    /** The commitment {@code w}. */
    byte[] commitment() {
        return Commitment.write(salt(), write.encode());
    }

    byte[] encode() {
        byte[] encodedWrite = write.encode();
        List<byte[]> names = subjects.stream()
                .map(subject -> subject.getBytes(StandardCharsets.UTF_8))
                .toList();
        int length = 2 + encodedWrite.length + 32 + 1 + (ownLeafKey ? 32 : 0) + 2;
        for (byte[] name : names) {
            length += 2 + name.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.putShort((short) encodedWrite.length).put(encodedWrite).put(random);
        bytes.put((byte) (ownLeafKey ? 1 : 0));
        if (ownLeafKey) {
            bytes.put(leafKey);
        }
        bytes.putShort((short) names.size());
        names.forEach(name -> bytes.putShort((short) name.length).put(name));
        return bytes.array();
    }

    /** @param ownersLeafKey the single owner's leaf key, used unless the version has its own */
    static WriteOpening decode(byte[] encoded, byte[] ownersLeafKey) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(encoded);
            LeafWrite write = LeafWrite.decode(take(bytes, Short.toUnsignedInt(bytes.getShort())));
            byte[] random = take(bytes, 32);
            boolean own = bytes.get() == 1;
            byte[] leafKey = own ? take(bytes, 32) : Arrays.copyOf(ownersLeafKey, 32);
            int count = Short.toUnsignedInt(bytes.getShort());
            List<String> subjects = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                subjects.add(new String(take(bytes, Short.toUnsignedInt(bytes.getShort())), StandardCharsets.UTF_8));
            }
            return new WriteOpening(write, random, leafKey, own, List.copyOf(subjects));
        } catch (BufferUnderflowException truncated) {
            throw new SealBrokenException("a pending row is cut short");
        }
    }

    private static byte[] take(ByteBuffer bytes, int length) {
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }
}
