package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.chartseal.anchoring.devchain.evm.Word;

/**
 * A block header with the fields of the Paris fork (yellow paper, 4.3; EIP-1559, EIP-3675). Hashes have 32 bytes.
 *
 * @param timestamp seconds since 1970, more than the parent's
 * @param extraData at most 32 bytes; the genesis block's salt, else empty
 * @param baseFee wei a gas
 */
public record BlockHeader(
        byte[] parentHash,
        byte[] stateRoot,
        byte[] transactionsRoot,
        byte[] receiptsRoot,
        byte[] logsBloom,
        long number,
        long gasLimit,
        long gasUsed,
        long timestamp,
        byte[] extraData,
        BigInteger baseFee) {
    /** Of an empty list: there are no ommers after the merge. */
    static final byte[] NO_OMMERS = Keccak.hash(Rlp.list(List.of()));

    private static final long ELASTICITY = 2;
    private static final long CHANGE_DENOMINATOR = 8;

    byte[] encode() {
        return Rlp.list(List.of(
                Rlp.bytes(parentHash),
                Rlp.bytes(NO_OMMERS),
                Rlp.bytes(new byte[20]),
                Rlp.bytes(stateRoot),
                Rlp.bytes(transactionsRoot),
                Rlp.bytes(receiptsRoot),
                Rlp.bytes(logsBloom),
                Rlp.integer(0),
                Rlp.integer(number),
                Rlp.integer(gasLimit),
                Rlp.integer(gasUsed),
                Rlp.integer(timestamp),
                Rlp.bytes(extraData),
                Rlp.bytes(new byte[32]),
                Rlp.bytes(new byte[8]),
                Rlp.integer(baseFee)));
    }

    static BlockHeader decode(Rlp.Sequence fields) {
        fields.ofSize(16);
        BlockHeader header = new BlockHeader(
                fields.bytes(0),
                fields.bytes(3),
                fields.bytes(4),
                fields.bytes(5),
                fields.bytes(6),
                fields.integer(8).longValueExact(),
                fields.integer(9).longValueExact(),
                fields.integer(10).longValueExact(),
                fields.integer(11).longValueExact(),
                fields.bytes(12),
                fields.integer(15));
        if (!java.util.Arrays.equals(header.encode(), fields.encoded())) {
            throw new IllegalArgumentException("block header: expected zeros where Paris has them, found others");
        }
        return header;
    }

    /** Keccak-256 of the encoded header, 32 bytes. */
    public byte[] hash() {
        return Keccak.hash(encode());
    }

    /** The block hash as 0x and 64 lower-case hex digits. */
    public String hashHex() {
        return "0x" + HexFormat.of().formatHex(hash());
    }

    /** Base fee of the block after this one (EIP-1559). */
    BigInteger nextBaseFee() {
        long target = gasLimit / ELASTICITY;
        BigInteger delta = baseFee.multiply(BigInteger.valueOf(Math.abs(gasUsed - target)))
                .divide(BigInteger.valueOf(target))
                .divide(BigInteger.valueOf(CHANGE_DENOMINATOR));
        if (gasUsed > target) {
            return Word.wrap(baseFee.add(delta.max(BigInteger.ONE)));
        }
        return baseFee.subtract(delta);
    }
}
