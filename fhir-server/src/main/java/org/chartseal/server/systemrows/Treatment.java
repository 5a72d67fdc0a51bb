package org.chartseal.server.systemrows;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.ColumnSeal.Cell;
import org.jspecify.annotations.Nullable;

/** What becomes of a column's value on its way to the database and back. */
interface Treatment {
    /** What is stored for a value. */
    @Nullable
    Object stored(Object value, Cell cell);

    /**
     * The value of what is stored.
     *
     * @throws org.chartseal.server.sealing.SealBrokenException if it is not what was stored
     */
    Object loaded(Object stored, Cell cell);

    /** Text of any length. */
    record SealedText(ColumnSeal seal) implements Treatment {
        @Override
        public Object stored(Object value, Cell cell) {
            return seal.sealText(cell, ((String) value).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object loaded(Object stored, Cell cell) {
            return new String(seal.openText(cell, (String) stored), StandardCharsets.UTF_8);
        }
    }

    /** Text of a column with a limit: what does not fit once sealed is cut off. */
    record SealedShortText(ColumnSeal seal, int characters) implements Treatment {
        @Override
        public Object stored(Object value, Cell cell) {
            ByteBuffer bytes = ByteBuffer.allocate(ColumnSeal.room(characters));
            // Whole characters only, and as many as fit.
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap((String) value), bytes, true);
            byte[] fitting = new byte[bytes.flip().remaining()];
            bytes.get(fitting);
            return seal.sealText(cell, fitting, characters);
        }

        @Override
        public Object loaded(Object stored, Cell cell) {
            return new String(seal.openText(cell, (String) stored), StandardCharsets.UTF_8);
        }
    }

    /** Bytes of any length. */
    record SealedBytes(ColumnSeal seal) implements Treatment {
        @Override
        public Object stored(Object value, Cell cell) {
            return seal.seal(cell, (byte[]) value);
        }

        @Override
        public Object loaded(Object stored, Cell cell) {
            return seal.open(cell, (byte[]) stored);
        }
    }

    /** Not kept at all. */
    record Dropped() implements Treatment {
        @Override
        public @Nullable Object stored(Object value, Cell cell) {
            return null;
        }

        @Override
        public Object loaded(Object stored, Cell cell) {
            return stored;
        }
    }

    /** A number at random in place of a hash that nobody looks up. */
    record RandomNumber() implements Treatment {
        @Override
        public Object stored(Object value, Cell cell) {
            return ThreadLocalRandom.current().nextInt();
        }

        @Override
        public Object loaded(Object stored, Cell cell) {
            return stored;
        }
    }
}
