package org.chartseal.anchoring.devchain.evm;

import java.util.Arrays;

/** Byte memory that grows in words of 32 bytes and costs gas as it grows (yellow paper, H.1, C_mem). */
final class Memory {
    private byte[] bytes = new byte[0];
    private long words;

    /** Size in bytes, always a multiple of 32. */
    long size() {
        return words * 32;
    }

    /**
     * Gas to reach {@code offset + length}; {@link Long#MAX_VALUE} where no gas limit could pay for it. A length of
     * zero costs nothing at any offset.
     */
    long expansionGas(int offset, int length) {
        if (length == 0) {
            return 0;
        }
        long end = (long) offset + length;
        // Beyond 2^31 bytes memory alone costs more than 2^43 gas.
        if (offset == Integer.MAX_VALUE || length == Integer.MAX_VALUE || end > Integer.MAX_VALUE - 64) {
            return Long.MAX_VALUE;
        }
        long needed = (end + 31) / 32;
        return needed <= words ? 0 : gas(needed) - gas(words);
    }

    /** Grows to cover the range; its gas must have been paid. */
    void expand(int offset, int length) {
        if (length == 0) {
            return;
        }
        long needed = ((long) offset + length + 31) / 32;
        if (needed > words) {
            words = needed;
            if (words * 32 > bytes.length) {
                bytes = Arrays.copyOf(
                        bytes, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(words * 32, 2L * bytes.length)));
            }
        }
    }

    byte[] read(int offset, int length) {
        return length == 0 ? new byte[0] : Arrays.copyOfRange(bytes, offset, offset + length);
    }

    void write(int offset, byte[] source, int from, int length) {
        if (length > 0) {
            System.arraycopy(source, from, bytes, offset, length);
        }
    }

    /** Writes {@code length} bytes of {@code source} from {@code from}, and zeros past its end. */
    void writePadded(int offset, byte[] source, int from, int length) {
        int available = Math.max(0, Math.min(length, source.length - from));
        write(offset, source, from, available);
        if (length > available) {
            Arrays.fill(bytes, offset + available, offset + length, (byte) 0);
        }
    }

    private static long gas(long words) {
        return 3 * words + words * words / 512;
    }
}
