package org.chartseal.anchoring.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an OpenTimestamps file says of a message: operations on it and, in the end, who attests to the result. Trees of one
 * message can be joined, as a calendar's answer is with the one that was pending before.
 */
public final class OpenTimestampTree {
    private static final byte[] FORK = {(byte) 0xff};
    private static final int MOST = 4096;

    private final List<byte[]> branches;

    private OpenTimestampTree(List<byte[]> branches) {
        this.branches = List.copyOf(branches);
    }

    /** The message is the Merkle root in the header of this block of Bitcoin. */
    public static OpenTimestampTree bitcoin(long height) {
        return attestation(OpenTimestamp.BITCOIN, number(height));
    }

    /** A calendar at this address promised to attest to the message. */
    public static OpenTimestampTree pending(String address) {
        return attestation(OpenTimestamp.PENDING, text(address.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The same of the message with something behind it, such as its right neighbour in a Merkle tree. */
    public static OpenTimestampTree append(byte[] suffix, OpenTimestampTree then) {
        return operation(OpenTimestamp.APPEND, argument(suffix), then);
    }

    /** The same of the message with something before it. */
    public static OpenTimestampTree prepend(byte[] prefix, OpenTimestampTree then) {
        return operation(OpenTimestamp.PREPEND, argument(prefix), then);
    }

    /** The same of the message's SHA-256. */
    public static OpenTimestampTree sha256(OpenTimestampTree then) {
        return operation(OpenTimestamp.SHA256, new byte[0], then);
    }

    /** What both say of the same message. */
    public OpenTimestampTree and(OpenTimestampTree other) {
        List<byte[]> all = new ArrayList<>(branches);
        all.addAll(other.branches);
        return new OpenTimestampTree(all);
    }

    /** The file that says this of a SHA-256. */
    public OpenTimestamp file(byte[] digest) {
        return new OpenTimestamp(
                joined(OpenTimestamp.magic(), new byte[] {1, OpenTimestamp.SHA256}, digest, encoded()));
    }

    private byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < branches.size(); i++) {
            out.writeBytes(i < branches.size() - 1 ? FORK : new byte[0]);
            out.writeBytes(branches.get(i));
        }
        return out.toByteArray();
    }

    private static OpenTimestampTree attestation(long kind, byte[] payload) {
        byte[] tag = ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) OpenTimestamp.ATTESTATION)
                .putLong(kind)
                .array();
        return new OpenTimestampTree(List.of(joined(tag, text(payload))));
    }

    private static OpenTimestampTree operation(int tag, byte[] argument, OpenTimestampTree then) {
        return new OpenTimestampTree(List.of(joined(new byte[] {(byte) tag}, argument, then.encoded())));
    }

    private static byte[] argument(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MOST) {
            throw new IllegalArgumentException("expected 1 to " + MOST + " bytes, found " + bytes.length);
        }
        return text(bytes);
    }

    private static byte[] text(byte[] bytes) {
        return joined(number(bytes.length), bytes);
    }

    private static byte[] number(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
