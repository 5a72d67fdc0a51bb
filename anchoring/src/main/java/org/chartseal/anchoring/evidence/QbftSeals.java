package org.chartseal.anchoring.evidence;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.chartseal.anchoring.devchain.evm.Secp256k1;

/**
 * The committed seals of a QBFT block: extra data is {@code RLP[vanity, validators, vote or [], round, seals]}. Written
 * after Besu's source and its own description; it has not yet run on a block that Besu made.
 *
 * @param blockHash the header's hash with round 0 and no seals, which is the block's
 * @param sealedHash the header's hash with the real round and no seals, which validators sign
 * @param seals 65 bytes each: r, s and the parity of the point
 */
public record QbftSeals(byte[] blockHash, byte[] sealedHash, List<byte[]> seals) {
    private static final int FIELDS = 5;
    private static final int ROUND = 3;
    private static final int SEALS = 4;
    private static final int VANITY = 32;
    private static final int SEAL = 65;
    /** Each costs a recovery of its key: a hostile file must not cost hours. */
    private static final int MAX_SEALS = 256;

    public QbftSeals {
        seals = List.copyOf(seals);
    }

    /** The seals in a header, empty if its extra data is not QBFT's. */
    public static Optional<QbftSeals> of(EvmHeader header) {
        try {
            Rlp.Sequence extra = Rlp.decodeList(header.extraData()).ofSize(FIELDS);
            extra.sequence(1);
            extra.sequence(2);
            if (extra.bytes(0).length != VANITY || extra.integer(ROUND).bitLength() >= Integer.SIZE) {
                return Optional.empty();
            }
            List<byte[]> seals = new ArrayList<>();
            for (Rlp.Item seal : extra.sequence(SEALS).items()) {
                seals.add(((Rlp.Text) seal).bytes());
            }
            if (seals.size() > MAX_SEALS) {
                return Optional.empty();
            }
            return Optional.of(new QbftSeals(
                    header.hashWith(unsealed(extra, Rlp.integer(0))),
                    header.hashWith(unsealed(extra, Rlp.encode(extra.items().get(ROUND)))),
                    seals));
        } catch (IllegalArgumentException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static byte[] unsealed(Rlp.Sequence extra, byte[] round) {
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < ROUND; i++) {
            items.add(Rlp.encode(extra.items().get(i)));
        }
        items.add(round);
        items.add(Rlp.list(List.of()));
        return Rlp.list(items);
    }

    /** Validators that must have sealed a block of a set of this many: two thirds, rounded up. */
    public static int quorum(int validators) {
        return (2 * validators + 2) / 3;
    }

    /** How many of these validators sealed the block, each counted once; the seals of others count for nothing. */
    public int sealedBy(Set<Address> validators) {
        Set<Address> found = new HashSet<>();
        for (byte[] seal : seals) {
            if (seal.length != SEAL || seal[SEAL - 1] < 0 || seal[SEAL - 1] > 1) {
                continue;
            }
            BigInteger r = new BigInteger(1, Arrays.copyOf(seal, 32));
            BigInteger s = new BigInteger(1, Arrays.copyOfRange(seal, 32, 64));
            Address signer = Secp256k1.isLow(s) ? Secp256k1.recover(sealedHash, r, s, seal[SEAL - 1]) : null;
            if (signer != null && validators.contains(signer)) {
                found.add(signer);
            }
        }
        return found.size();
    }
}
