package org.chartseal.anchoring.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/** Seals blocks as QBFT's validators do, by an encoder that shares no code with what is tested. */
public final class QbftBlock {
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private final List<ECKeyPair> validators;

    /** @param first number of the first validator's key, each next one more */
    public QbftBlock(int first, int count) {
        List<ECKeyPair> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(ECKeyPair.create(BigInteger.valueOf(1000L + first + i)));
        }
        validators = keys;
    }

    public Address address(int validator) {
        return Address.parse("0x" + Keys.getAddress(validators.get(validator)));
    }

    public ValidatorSet from(long block, long time) {
        List<Address> addresses = new ArrayList<>();
        for (int i = 0; i < validators.size(); i++) {
            addresses.add(address(i));
        }
        return new ValidatorSet(block, time, Set.copyOf(addresses));
    }

    /** Extra data with these seals. */
    public byte[] extra(long round, List<byte[]> seals) {
        byte[][] addresses = new byte[validators.size()][];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = SyntheticBlock.string(address(i).bytes());
        }
        byte[][] sealed = seals.stream().map(SyntheticBlock::string).toArray(byte[][]::new);
        return SyntheticBlock.list(
                SyntheticBlock.string(new byte[32]),
                SyntheticBlock.list(addresses),
                SyntheticBlock.list(),
                SyntheticBlock.integer(round),
                SyntheticBlock.list(sealed));
    }

    /** The hash that the network knows the block by. */
    public byte[] hash(SyntheticBlock block) {
        return Keccak.hash(block.header(extra(0, List.of())));
    }

    /** One validator's seal of a block in a round. */
    public byte[] seal(SyntheticBlock block, long round, int validator) {
        byte[] hash = Keccak.hash(block.header(extra(round, List.of())));
        Sign.SignatureData signed = Sign.signMessage(hash, validators.get(validator), false);
        return SyntheticBlock.concat(signed.getR(), signed.getS(), new byte[] {(byte) (signed.getV()[0] - 27)});
    }

    /** The same signature with s in the upper half of the order. */
    public static byte[] malleated(byte[] seal) {
        BigInteger s = ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(seal, 32, 64)));
        byte[] bytes = s.toByteArray();
        byte[] word = new byte[32];
        int from = Math.max(0, bytes.length - 32);
        System.arraycopy(bytes, from, word, 32 - (bytes.length - from), bytes.length - from);
        return SyntheticBlock.concat(Arrays.copyOf(seal, 32), word, new byte[] {(byte) (1 - seal[64])});
    }

    /** Seals a block by the first so many validators. */
    public SyntheticBlock sealBy(SyntheticBlock block, long round, int count) {
        List<byte[]> seals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            seals.add(seal(block, round, i));
        }
        block.extraData = extra(round, seals);
        return block;
    }
}
