package org.chartseal.anchoring.devchain.evm;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recursive length prefix (yellow paper, appendix B). Decoding accepts only what encoding would have made. */
public final class Rlp {
    /** A decoded item. */
    public sealed interface Item permits Text, Sequence {}

    /** A byte string. */
    public record Text(byte[] bytes) implements Item {
        /** The unsigned integer without leading zeros that the bytes encode. */
        public BigInteger integer() {
            if (bytes.length > 0 && bytes[0] == 0) {
                throw new IllegalArgumentException("RLP: expected an integer without leading zeros, found one");
            }
            return Word.of(bytes);
        }
    }

    /** A list of items; {@code encoded} is its own encoding. */
    public record Sequence(List<Item> items, byte[] encoded) implements Item {
        /** The byte string at {@code index}. */
        public byte[] bytes(int index) {
            return text(index).bytes();
        }

        /** The integer at {@code index}. */
        public BigInteger integer(int index) {
            return text(index).integer();
        }

        /** The list at {@code index}. */
        public Sequence sequence(int index) {
            if (items.get(index) instanceof Sequence sequence) {
                return sequence;
            }
            throw new IllegalArgumentException("RLP: expected a list at " + index + ", found a byte string");
        }

        private Text text(int index) {
            if (items.get(index) instanceof Text text) {
                return text;
            }
            throw new IllegalArgumentException("RLP: expected a byte string at " + index + ", found a list");
        }

        /**
         * This list, if it has {@code size} items.
         *
         * @throws IllegalArgumentException if it has more or fewer
         */
        public Sequence ofSize(int size) {
            if (items.size() != size) {
                throw new IllegalArgumentException("RLP: expected " + size + " items, found " + items.size());
            }
            return this;
        }
    }

    private Rlp() {}

    /** Encodes a byte string. */
    public static byte[] bytes(byte[] value) {
        if (value.length == 1 && value[0] >= 0) {
            return value.clone();
        }
        return prefixed(0x80, value);
    }

    /** Encodes an unsigned integer. */
    public static byte[] integer(BigInteger value) {
        return bytes(minimal(value));
    }

    /** Encodes an unsigned integer. */
    public static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    /** Encodes a list of items that are encoded already. */
    public static byte[] list(List<byte[]> encodedItems) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        encodedItems.forEach(body::writeBytes);
        return prefixed(0xc0, body.toByteArray());
    }

    /** Encodes a decoded item again. */
    public static byte[] encode(Item item) {
        return item instanceof Text text ? bytes(text.bytes()) : ((Sequence) item).encoded();
    }

    /**
     * Decodes one item that spans all of {@code input}.
     *
     * @throws IllegalArgumentException if it is not canonical RLP
     */
    public static Item decode(byte[] input) {
        try {
            List<Item> items = decodeAll(input, 0, input.length, 0);
            if (items.size() == 1) {
                return items.get(0);
            }
            throw new IllegalArgumentException("RLP: expected one item, found " + items.size());
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("RLP: expected more bytes than " + input.length, e);
        }
    }

    /** Decodes a list that spans all of {@code input}. */
    public static Sequence decodeList(byte[] input) {
        if (decode(input) instanceof Sequence sequence) {
            return sequence;
        }
        throw new IllegalArgumentException("RLP: expected a list, found a byte string");
    }

    private static byte[] prefixed(int base, byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 9);
        if (body.length < 56) {
            out.write(base + body.length);
        } else {
            byte[] length = minimal(BigInteger.valueOf(body.length));
            out.write(base + 55 + length.length);
            out.writeBytes(length);
        }
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] minimal(BigInteger value) {
        return value.signum() == 0 ? new byte[0] : Word.bytes(value, (value.bitLength() + 7) / 8);
    }

    private static List<Item> decodeAll(byte[] in, int from, int to, int depth) {
        if (depth > 16) {
            throw new IllegalArgumentException("RLP: expected a depth of at most 16, found more");
        }
        List<Item> items = new ArrayList<>();
        int at = from;
        while (at < to) {
            int first = in[at] & 0xff;
            if (first < 0x80) {
                items.add(new Text(new byte[] {in[at]}));
                at++;
                continue;
            }
            int kind = first < 0xc0 ? 0x80 : 0xc0;
            int lengthBytes = Math.max(0, first - kind - 55);
            int body = at + 1 + lengthBytes;
            int length = lengthBytes == 0 ? first - kind : length(in, at + 1, lengthBytes);
            if (length > to - body) {
                throw new IllegalArgumentException(
                        "RLP: expected at most " + (to - body) + " bytes, found a length of " + length);
            }
            int end = body + length;
            if (kind == 0xc0) {
                items.add(new Sequence(decodeAll(in, body, end, depth + 1), Arrays.copyOfRange(in, at, end)));
            } else if (length == 1 && in[body] >= 0) {
                throw new IllegalArgumentException("RLP: expected a single byte as itself, found it prefixed");
            } else {
                items.add(new Text(Arrays.copyOfRange(in, body, end)));
            }
            at = end;
        }
        return items;
    }

    private static int length(byte[] in, int at, int count) {
        BigInteger length = Word.of(in, at, count);
        if (in[at] == 0 || length.bitLength() > 31 || length.intValue() < 56) {
            throw new IllegalArgumentException("RLP: expected a minimal length, found " + length);
        }
        return length.intValue();
    }
}
