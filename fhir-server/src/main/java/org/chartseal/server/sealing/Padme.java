package org.chartseal.server.sealing;

/** Padmé padding (Nikitin et al., PETS 2019): hides a length but for about log log of it, at under 12 % overhead. */
public final class Padme {
    /** Padded length of the smallest bodies, in bytes. */
    static final int LEAST = 512;

    private Padme() {}

    /** The padded length, at least {@code least} bytes. */
    public static int paddedLength(int length, int least) {
        if (length <= least) {
            return least;
        }
        int exponent = 31 - Integer.numberOfLeadingZeros(length);
        int significant = 32 - Integer.numberOfLeadingZeros(exponent);
        int mask = (1 << (exponent - significant)) - 1;
        return (length + mask) & ~mask;
    }
}
