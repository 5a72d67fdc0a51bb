package org.chartseal.anchoring.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;

/**
 * A block header of any fork (yellow paper, 4.3, and the EIPs that add fields behind it). Nothing says that a block with
 * this header exists, until somebody who is trusted names its hash.
 */
public final class EvmHeader {
    private static final String MALFORMED = "the header is no block header";
    private static final int[] LENGTHS = {32, 32, 20, 32, 32, 32, 256};
    private static final int RECEIPTS_ROOT = 5;
    private static final int DIFFICULTY = 7;
    private static final int NUMBER = 8;
    private static final int TIMESTAMP = 11;
    private static final int EXTRA_DATA = 12;
    private static final int MIX_HASH = 13;
    private static final int NONCE = 14;
    private static final int MAX_FIELDS = 32;
    private static final int MAX_TIME_BITS = 48;

    private final List<byte[]> fields;
    private final byte[] encoded;

    private EvmHeader(List<byte[]> fields, byte[] encoded) {
        this.fields = fields;
        this.encoded = encoded;
    }

    /**
     * Reads a header.
     *
     * @param rlp its canonical RLP and nothing more
     * @throws EvidenceException if it is none
     */
    public static EvmHeader parse(byte[] rlp) {
        List<byte[]> fields = new ArrayList<>();
        try {
            for (Rlp.Item item : Rlp.decodeList(rlp).items()) {
                fields.add(((Rlp.Text) item).bytes());
            }
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new EvidenceException(MALFORMED);
        }
        if (fields.size() <= NONCE || fields.size() > MAX_FIELDS || !shaped(fields)) {
            throw new EvidenceException(MALFORMED);
        }
        return new EvmHeader(List.copyOf(fields), rlp.clone());
    }

    private static boolean shaped(List<byte[]> fields) {
        for (int i = 0; i < LENGTHS.length; i++) {
            if (fields.get(i).length != LENGTHS[i]) {
                return false;
            }
        }
        for (int i = DIFFICULTY; i <= TIMESTAMP; i++) {
            if (fields.get(i).length > 0 && fields.get(i)[0] == 0) {
                return false;
            }
        }
        return bits(fields.get(NUMBER)) < Long.SIZE
                && bits(fields.get(TIMESTAMP)) <= MAX_TIME_BITS
                && fields.get(MIX_HASH).length == 32
                && fields.get(NONCE).length == 8;
    }

    private static int bits(byte[] integer) {
        return new BigInteger(1, integer).bitLength();
    }

    /** Keccak-256 of the header's bytes: the block's hash, but on chains whose hash leaves out what seals the block. */
    public byte[] hash() {
        return Keccak.hash(encoded);
    }

    /** The canonical RLP. */
    public byte[] encoded() {
        return encoded.clone();
    }

    /** Height, below 2^63. */
    public long number() {
        return new BigInteger(1, fields.get(NUMBER)).longValue();
    }

    /** Seconds since 1970 as the block says, below 2^48. */
    public long timestamp() {
        return new BigInteger(1, fields.get(TIMESTAMP)).longValue();
    }

    /** Root of the trie of the block's receipts, 32 bytes. */
    public byte[] receiptsRoot() {
        return fields.get(RECEIPTS_ROOT).clone();
    }

    /** What the block's maker added; seals, on chains with committees. */
    public byte[] extraData() {
        return fields.get(EXTRA_DATA).clone();
    }

    /** The hash this header would have with other extra data. */
    byte[] hashWith(byte[] extraData) {
        List<byte[]> encodedFields = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            encodedFields.add(Rlp.bytes(i == EXTRA_DATA ? extraData : fields.get(i)));
        }
        return Keccak.hash(Rlp.list(encodedFields));
    }

    /** Whether this block's hash is {@code hash}, as Ethereum counts it or as QBFT does. */
    public boolean hasHash(byte[] hash) {
        return Arrays.equals(hash(), hash)
                || QbftSeals.of(this)
                        .filter(seals -> Arrays.equals(seals.blockHash(), hash))
                        .isPresent();
    }
}
