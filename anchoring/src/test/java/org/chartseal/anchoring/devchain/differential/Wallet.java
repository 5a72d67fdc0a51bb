package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.chartseal.anchoring.devchain.evm.Word;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/** Keys with their nonces; signs transactions of every type of Paris, also ones that no node takes. */
final class Wallet {
    private static final HexFormat HEX = HexFormat.of();

    private final long chainId;
    private final Map<Integer, Long> nonces = new HashMap<>();

    Wallet(long chainId) {
        this.chainId = chainId;
    }

    static String address(int key) {
        return "0x" + Keys.getAddress(pair(key));
    }

    long nonce(int key) {
        return nonces.getOrDefault(key, 0L);
    }

    /** Counts a transaction that was taken. */
    void taken(int key) {
        nonces.merge(key, 1L, Long::sum);
    }

    /** The raw transaction, 0x and hex. */
    String sign(Order order, String to) {
        List<byte[]> fields = new ArrayList<>();
        if (order.type() > 0) {
            fields.add(Rlp.integer(chainId));
        }
        fields.add(Rlp.integer(nonce(order.key()) + order.nonceOffset()));
        if (order.type() == 2) {
            fields.add(Rlp.integer(order.priorityFee()));
        }
        fields.add(Rlp.integer(order.maxFee()));
        fields.add(Rlp.integer(order.gas()));
        fields.add(Rlp.bytes(to.isEmpty() ? new byte[0] : HEX.parseHex(to.substring(2))));
        fields.add(Rlp.integer(order.value()));
        fields.add(Rlp.bytes(order.data()));
        if (order.type() > 0) {
            fields.add(accessList(order));
        }
        List<byte[]> signed = new ArrayList<>(fields);
        if (order.type() == 0) {
            signed.addAll(List.of(Rlp.integer(chainId), Rlp.integer(0), Rlp.integer(0)));
        }
        Sign.SignatureData signature =
                Sign.signMessage(Keccak.hash(typed(order.type(), Rlp.list(signed))), pair(order.key()), false);
        int parity = signature.getV()[0] - 27;
        fields.add(Rlp.integer(order.type() == 0 ? 35 + 2 * chainId + parity : parity));
        fields.add(Rlp.integer(Word.of(signature.getR())));
        fields.add(Rlp.integer(Word.of(signature.getS())));
        return "0x" + HEX.formatHex(typed(order.type(), Rlp.list(fields)));
    }

    static ECKeyPair pair(int key) {
        return ECKeyPair.create(BigInteger.valueOf(77 + key));
    }

    private static byte[] accessList(Order order) {
        List<byte[]> entries = new ArrayList<>();
        order.accessList().forEach(entry -> {
            List<byte[]> slots = new ArrayList<>();
            entry.getValue().forEach(slot -> slots.add(Rlp.bytes(Word.bytes(slot))));
            entries.add(Rlp.list(List.of(Rlp.bytes(Word.bytes(entry.getKey(), 20)), Rlp.list(slots))));
        });
        return Rlp.list(entries);
    }

    private static byte[] typed(int type, byte[] body) {
        if (type == 0) {
            return body;
        }
        byte[] out = new byte[body.length + 1];
        out[0] = (byte) type;
        System.arraycopy(body, 0, out, 1, body.length);
        return out;
    }
}
