package org.chartseal.anchoring.chain;

/** Signing keys of tests. */
public final class TestKeys {
    private TestKeys() {}

    /** The key with this number as its secret. */
    public static byte[] key(int number) {
        byte[] key = new byte[32];
        key[30] = (byte) (number >> 8);
        key[31] = (byte) number;
        return key;
    }
}
