package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.HexFormat;
import org.chartseal.anchoring.devchain.evm.Word;

/** The two hex forms of the Ethereum JSON-RPC: quantities without leading zeros, and data. */
final class Hex {
    private Hex() {}

    static String quantity(BigInteger value) {
        return "0x" + value.toString(16);
    }

    static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }

    static String data(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    static String word(BigInteger word) {
        return data(Word.bytes(word));
    }

    static byte[] parseData(String hex) throws RpcFailure {
        try {
            if (hex.startsWith("0x")) {
                return HexFormat.of().parseHex(hex, 2, hex.length());
            }
        } catch (IllegalArgumentException e) {
            throw new RpcFailure(RpcFailure.INVALID_PARAMS, "invalid argument: " + e.getMessage());
        }
        throw new RpcFailure(RpcFailure.INVALID_PARAMS, "invalid argument: expected hex with 0x, found " + hex);
    }

    static BigInteger parseQuantity(String hex) throws RpcFailure {
        if (!hex.startsWith("0x") || hex.length() < 3 || hex.length() > 66) {
            throw new RpcFailure(RpcFailure.INVALID_PARAMS, "invalid argument: expected a quantity, found " + hex);
        }
        try {
            return new BigInteger(hex.substring(2), 16);
        } catch (NumberFormatException e) {
            throw new RpcFailure(RpcFailure.INVALID_PARAMS, "invalid argument: expected a quantity, found " + hex);
        }
    }
}
