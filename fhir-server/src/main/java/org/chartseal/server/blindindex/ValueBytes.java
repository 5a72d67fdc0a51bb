package org.chartseal.server.blindindex;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** How the values of each kind of parameter are written as bytes, so that unsigned bytes sort as the values do. */
final class ValueBytes {
    /** Decimals that HAPI's number column keeps. */
    private static final int SCALE = 2;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private ValueBytes() {}

    /** {@code normalized 00 exact}, the second left out where it is the first. */
    static byte[] string(String normalized, String exact) {
        return utf8(normalized + '\0' + (exact.equals(normalized) ? "" : exact));
    }

    /** The length of the normalised part of a string value. */
    static int normalizedLength(byte[] all, int from, int to) {
        for (int i = from; i < to; i++) {
            if (all[i] == 0) {
                return i - from;
            }
        }
        return to - from;
    }

    /** {@code has system, system, 00, has value, value}. */
    static byte[] token(@Nullable String system, @Nullable String value) {
        return utf8((system == null ? "\0" : "\1" + system) + '\0' + (value == null ? "\0" : "\1" + value));
    }

    /** System and value of a token, null where there is none, as bytes. */
    static byte @Nullable [][] tokenParts(byte[] token) {
        int middle = 1 + normalizedLength(token, 1, token.length);
        return new byte @Nullable [][] {
            token[0] == 0 ? null : Arrays.copyOfRange(token, 1, middle),
            token[middle + 1] == 0 ? null : Arrays.copyOfRange(token, middle + 2, token.length)
        };
    }

    /** A value of {@link TokenShape#HASH}: its hash, then itself. */
    static byte[] hashed(long hash, byte[] value) {
        return ByteBuffer.allocate(Long.BYTES + value.length)
                .putLong(hash)
                .put(value)
                .array();
    }

    static long hash(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    /** The four values of a date row; one that is not there sorts first and is in no range. */
    static byte[] date(
            @Nullable Date low, @Nullable Date high, @Nullable Integer lowOrdinal, @Nullable Integer highOrdinal) {
        return ByteBuffer.allocate(24)
                .putLong(flip(low == null ? Long.MIN_VALUE : low.getTime()))
                .putLong(flip(high == null ? Long.MIN_VALUE : high.getTime()))
                .putInt(flip(lowOrdinal == null ? Integer.MIN_VALUE : lowOrdinal))
                .putInt(flip(highOrdinal == null ? Integer.MIN_VALUE : highOrdinal))
                .array();
    }

    /** A number, in hundredths: HAPI's column keeps two decimals, so no search can tell more. */
    static byte[] number(BigDecimal value) {
        long hundredths =
                value.setScale(SCALE, RoundingMode.HALF_UP).unscaledValue().longValue();
        return ByteBuffer.allocate(Long.BYTES).putLong(flip(hundredths)).array();
    }

    static BigDecimal number(byte[] all, int from) {
        return BigDecimal.valueOf(longAt(all, from), SCALE);
    }

    /** {@code value, system, 00, units}. */
    static byte[] quantity(double value, @Nullable String system, @Nullable String units) {
        byte[] rest = utf8((system == null ? "" : system) + '\0' + (units == null ? "" : units));
        return ByteBuffer.allocate(Long.BYTES + rest.length)
                .put(number(value))
                .put(rest)
                .array();
    }

    /** A double so that bytes sort as numbers do: IEEE 754's bits, the negative ones turned round. */
    static byte[] number(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        return ByteBuffer.allocate(Long.BYTES)
                .putLong(bits < 0 ? ~bits : flip(bits))
                .array();
    }

    static double doubleAt(byte[] all, int from) {
        long bits = (long) LONGS.get(all, from);
        return Double.longBitsToDouble(bits < 0 ? flip(bits) : ~bits);
    }

    static byte[] coordinates(double latitude, double longitude) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .put(number(latitude))
                .put(number(longitude))
                .array();
    }

    static byte[] time(long milliseconds) {
        return ByteBuffer.allocate(Long.BYTES).putLong(flip(milliseconds)).array();
    }

    static long longAt(byte[] all, int from) {
        return flip((long) LONGS.get(all, from));
    }

    static int intAt(byte[] all, int from) {
        return flip((int) INTS.get(all, from));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long flip(long value) {
        return value ^ Long.MIN_VALUE;
    }

    private static int flip(int value) {
        return value ^ Integer.MIN_VALUE;
    }
}
