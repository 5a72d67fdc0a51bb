package org.chartseal.anchoring.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Writes the parts of OpenTimestamps files by hand. */
public final class OtsFile {
    private OtsFile() {}

    public static byte[] of(byte[] digest, byte[] tree) {
        byte[] magic =
                "\0OpenTimestamps\0\0Proof\0\u00bf\u0089\u00e2\u00e8\u0084\u00e8\u0092\u0094".getBytes(ISO_8859_1);
        return SyntheticBlock.concat(magic, new byte[] {1, 8}, digest, tree);
    }

    public static byte[] append(int... bytes) {
        return operation(0xf0, bytes);
    }

    public static byte[] prepend(int... bytes) {
        return operation(0xf1, bytes);
    }

    private static byte[] operation(int tag, int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(bytes.length);
        for (int one : bytes) {
            out.write(one);
        }
        return out.toByteArray();
    }

    public static byte[] bitcoin(long height) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        long rest = height;
        while (rest > 0x7f) {
            payload.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        payload.write((int) rest);
        return attestation("0588960d73d71901", payload.toByteArray());
    }

    public static byte[] pending(String uri) {
        byte[] text = uri.getBytes(ISO_8859_1);
        return attestation("83dfe30d2ef90c8e", SyntheticBlock.concat(new byte[] {(byte) text.length}, text));
    }

    public static byte[] attestation(String kind, byte[] payload) {
        return SyntheticBlock.concat(
                new byte[1], HexFormat.of().parseHex(kind), new byte[] {(byte) payload.length}, payload);
    }
}
