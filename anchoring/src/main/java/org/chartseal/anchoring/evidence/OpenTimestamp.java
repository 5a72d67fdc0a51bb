package org.chartseal.anchoring.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.devchain.evm.Keccak;

/**
 * A detached timestamp of OpenTimestamps, version 1, over a SHA-256 ({@code opentimestamps/1}): operations that lead from
 * the digest to attestations. Only an attestation of Bitcoin counts, and only against an archived header.
 *
 * @param file as an {@code .ots} file holds it
 */
public record OpenTimestamp(byte[] file) implements EvidenceItem {
    private static final byte[] MAGIC =
            HexFormat.of().parseHex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294");
    static final long BITCOIN = 0x0588960d73d71901L;
    static final long PENDING = 0x83dfe30d2ef90c8eL;
    private static final int MAX_FILE = 65_536;
    private static final int MAX_MESSAGE = 4096;
    private static final int MAX_PAYLOAD = 8192;
    private static final int MAX_DEPTH = 256;
    static final int SHA256 = 0x08;
    static final int APPEND = 0xf0;
    static final int PREPEND = 0xf1;
    private static final int FORK = 0xff;
    static final int ATTESTATION = 0x00;

    static byte[] magic() {
        return MAGIC.clone();
    }

    /** What the digest became when a block of Bitcoin was named for it. */
    private record Attested(long height, byte[] message) {}

    /**
     * The archived block that has a digest in it.
     *
     * @param digest SHA-256, 32 bytes
     * @throws EvidenceException if the file is malformed, is of another digest, or names no archived block for it
     */
    public BitcoinHeader verify(byte[] digest, List<BitcoinHeader> archive) {
        if (file.length > MAX_FILE) {
            throw new EvidenceException("the timestamp is malformed");
        }
        List<Attested> attested = new ArrayList<>();
        try {
            ByteBuffer in = ByteBuffer.wrap(file);
            if (!Arrays.equals(bytes(in, MAGIC.length), MAGIC) || number(in) != 1 || in.get() != SHA256) {
                throw new EvidenceException("the timestamp is no detached timestamp of version 1 over a SHA-256");
            }
            byte[] stamped = bytes(in, Sha256.LENGTH);
            tree(in, stamped, true, 0, attested);
            if (in.hasRemaining()) {
                throw new EvidenceException("the timestamp is malformed");
            }
            if (!Arrays.equals(stamped, digest)) {
                throw new EvidenceException("the timestamp is of another text");
            }
        } catch (BufferUnderflowException e) {
            throw new EvidenceException("the timestamp is malformed");
        }
        if (attested.isEmpty()) {
            throw new EvidenceException("the timestamp waits for a block of Bitcoin");
        }
        Optional<BitcoinHeader> found = archive.stream()
                .filter(header -> attested.stream()
                        .anyMatch(one ->
                                one.height() == header.height() && Arrays.equals(one.message(), header.merkleRoot())))
                .findFirst();
        return found.orElseThrow(() -> new EvidenceException("the timestamp leads to no archived block of Bitcoin"));
    }

    /** @param strong whether no weak hash was passed on the way */
    private static void tree(ByteBuffer in, byte[] message, boolean strong, int depth, List<Attested> attested) {
        if (depth > MAX_DEPTH) {
            throw new EvidenceException("the timestamp is malformed");
        }
        int tag = in.get() & 0xff;
        while (tag == FORK) {
            step(in, in.get() & 0xff, message, strong, depth, attested);
            tag = in.get() & 0xff;
        }
        step(in, tag, message, strong, depth, attested);
    }

    private static void step(
            ByteBuffer in, int tag, byte[] message, boolean strong, int depth, List<Attested> attested) {
        if (tag == ATTESTATION) {
            long kind = in.getLong();
            ByteBuffer payload = ByteBuffer.wrap(text(in, MAX_PAYLOAD));
            if (kind == BITCOIN) {
                long height = number(payload);
                if (payload.hasRemaining()) {
                    throw new EvidenceException("the timestamp is malformed");
                }
                if (strong) {
                    attested.add(new Attested(height, message));
                }
            }
            return;
        }
        UnaryOperator<byte[]> operation = operation(in, tag);
        byte[] result = operation.apply(message);
        if (result.length > MAX_MESSAGE) {
            throw new EvidenceException("the timestamp is malformed");
        }
        tree(in, result, strong && tag != 0x02 && tag != 0x03, depth + 1, attested);
    }

    private static UnaryOperator<byte[]> operation(ByteBuffer in, int tag) {
        switch (tag) {
            case APPEND -> {
                byte[] suffix = text(in, MAX_MESSAGE);
                return message -> joined(message, suffix);
            }
            case PREPEND -> {
                byte[] prefix = text(in, MAX_MESSAGE);
                return message -> joined(prefix, message);
            }
            case 0xf2 -> {
                return OpenTimestamp::reversed;
            }
            case 0xf3 -> {
                return message -> HexFormat.of().formatHex(message).getBytes(StandardCharsets.US_ASCII);
            }
            case 0x02 -> {
                return message -> digest(new SHA1Digest(), message);
            }
            case 0x03 -> {
                return message -> digest(new RIPEMD160Digest(), message);
            }
            case SHA256 -> {
                return Sha256::hash;
            }
            case 0x67 -> {
                return Keccak::hash;
            }
            default -> throw new EvidenceException("the timestamp is malformed");
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static byte[] reversed(byte[] message) {
        byte[] out = new byte[message.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = message[message.length - 1 - i];
        }
        return out;
    }

    private static byte[] digest(Digest digest, byte[] message) {
        digest.update(message, 0, message.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return out;
    }

    private static byte[] text(ByteBuffer in, int most) {
        long length = number(in);
        if (length > most) {
            throw new EvidenceException("the timestamp is malformed");
        }
        return bytes(in, (int) length);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] out = new byte[length];
        in.get(out);
        return out;
    }

    /** Seven bits a byte, the lowest first, below 2^63. */
    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new EvidenceException("the timestamp is malformed");
    }
}
