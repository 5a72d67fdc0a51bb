package org.chartseal.anchoring.proof;

import java.util.HexFormat;

/** Lower-case hex without prefix. */
final class Hex {
    private Hex() {}

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
