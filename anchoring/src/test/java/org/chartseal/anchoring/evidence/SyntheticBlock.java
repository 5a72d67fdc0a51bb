package org.chartseal.anchoring.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.devchain.evm.Keccak;

/**
 * A block made by an encoder of its own, which shares no code with what is tested: RLP by hand, receipts of mixed types,
 * failing ones among them.
 */
public final class SyntheticBlock {
    public static final byte[] CONTRACT = filled(20, 0x22);
    public static final byte[] LOG_ID = filled(32, 0x44);
    private static final byte[] TOPIC =
            Keccak.hash("Anchored(bytes32,uint64,uint64,bytes32,bytes32)".getBytes(US_ASCII));

    private final List<byte[]> receipts = new ArrayList<>();

    /** What it needs of a header beside the receipts. */
    public byte[] extraData = new byte[0];

    public long number = 7;
    public long time = 1_704_164_700;
    public int laterFields = 6;

    public int size() {
        return receipts.size();
    }

    public List<byte[]> receipts() {
        return receipts;
    }

    /** A receipt with the anchor's log behind {@code before} others. */
    public SyntheticBlock anchor(Random random, int before, long sequence, long treeSize, byte[] root) {
        return add(random, true, anchorLogs(random, before, CONTRACT, LOG_ID, TOPIC, sequence, treeSize, root));
    }

    /** An event that is almost the anchor's. */
    public SyntheticBlock lookalike(Random random, int what, long sequence, long treeSize, byte[] root) {
        return add(
                random,
                true,
                anchorLogs(
                        random,
                        0,
                        what == 0 ? filled(20, 0x23) : CONTRACT,
                        what == 1 ? filled(32, 0x45) : LOG_ID,
                        what == 2 ? filled(32, 0x46) : TOPIC,
                        sequence,
                        treeSize,
                        root));
    }

    private static List<byte[]> anchorLogs(
            Random random,
            int before,
            byte[] contract,
            byte[] logId,
            byte[] topic,
            long sequence,
            long treeSize,
            byte[] root) {
        List<byte[]> logs = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            logs.add(randomLog(random));
        }
        byte[] data = concat(word(treeSize), root, random(random, 32));
        logs.add(list(string(contract), list(string(topic), string(logId), string(word(sequence))), string(data)));
        return logs;
    }

    /** Receipts of any kind, failing ones without logs. */
    public SyntheticBlock others(Random random, int count) {
        for (int i = 0; i < count; i++) {
            boolean success = random.nextInt(4) > 0;
            List<byte[]> logs = new ArrayList<>();
            for (int k = success ? random.nextInt(5) : 0; k > 0; k--) {
                logs.add(randomLog(random));
            }
            add(random, success, logs);
        }
        return this;
    }

    private SyntheticBlock add(Random random, boolean success, List<byte[]> logs) {
        byte[] body = list(
                integer(success ? 1 : 0),
                integer(21_000L * (receipts.size() + 1)),
                string(random(random, 256)),
                list(logs.toArray(new byte[0][])));
        int type = random.nextInt(4);
        receipts.add(type == 0 ? body : concat(new byte[] {(byte) type}, body));
        return this;
    }

    private static byte[] randomLog(Random random) {
        List<byte[]> topics = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            topics.add(string(random(random, 32)));
        }
        return list(
                string(random(random, 20)),
                list(topics.toArray(new byte[0][])),
                string(random(random, random.nextInt(120))));
    }

    /** RLP of the header, with the root that the receipts have. */
    public byte[] header() {
        return header(extraData);
    }

    public byte[] header(byte[] extra) {
        List<byte[]> fields = new ArrayList<>(List.of(
                string(filled(32, 1)),
                string(filled(32, 2)),
                string(filled(20, 3)),
                string(filled(32, 4)),
                string(filled(32, 5)),
                string(new ReceiptTrie(receipts).root()),
                string(filled(256, 6)),
                integer(1),
                integer(number),
                integer(30_000_000),
                integer(21_000L * receipts.size()),
                integer(time),
                string(extra),
                string(filled(32, 7)),
                string(filled(8, 0))));
        List<byte[]> later = List.of(
                integer(1_000_000_000),
                string(filled(32, 8)),
                integer(0),
                integer(131_072),
                string(filled(32, 9)),
                string(filled(32, 10)));
        fields.addAll(later.subList(0, laterFields));
        return list(fields.toArray(new byte[0][]));
    }

    public byte[] hash() {
        return Keccak.hash(header());
    }

    /** The evidence of the log at an index of a receipt. */
    public ReceiptProof proof(int transaction, int log) {
        return new ReceiptProof(
                header(), transaction, log, receipts.get(transaction), new ReceiptTrie(receipts).path(transaction));
    }

    public static byte[] integer(long value) {
        byte[] bytes = BigInteger.valueOf(value).toByteArray();
        return string(value == 0 ? new byte[0] : bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    public static byte[] string(byte[] bytes) {
        return bytes.length == 1 && bytes[0] >= 0 ? bytes : prefixed(0x80, bytes);
    }

    public static byte[] list(byte[]... items) {
        return prefixed(0xc0, concat(items));
    }

    private static byte[] prefixed(int base, byte[] body) {
        if (body.length <= 55) {
            return concat(new byte[] {(byte) (base + body.length)}, body);
        }
        byte[] length = BigInteger.valueOf(body.length).toByteArray();
        byte[] bare = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
        return concat(new byte[] {(byte) (base + 55 + bare.length)}, bare, body);
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    public static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] word(long value) {
        byte[] word = new byte[32];
        for (int i = 0; i < 8; i++) {
            word[31 - i] = (byte) (value >>> (8 * i));
        }
        return word;
    }

    static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
