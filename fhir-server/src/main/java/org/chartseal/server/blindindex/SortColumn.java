package org.chartseal.server.blindindex;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an index table that a sort reads: HAPI's own value columns, and the token in their place. What is read
 * is a row's sort key: its parts as bytes, most significant first, null where the row has no value.
 */
enum SortColumn {
    STRING("HFJ_SPIDX_STRING", "x.HASH_NORM_PREFIX, x.HASH_EXACT, x.SP_VALUE_NORMALIZED", TokenShape.LONG) {
        @Override
        byte @Nullable [][] clear(ResultSet row) throws SQLException {
            return one(text(row.getString(4)));
        }

        @Override
        byte @Nullable [] value(ValueSet values, ResultSet row) throws SQLException {
            Long token = token(row);
            return token == null ? null : values.value(token, row.getLong(3));
        }

        @Override
        byte @Nullable [][] parts(byte[] value) {
            return one(Arrays.copyOf(value, ValueBytes.normalizedLength(value, 0, value.length)));
        }
    },
    TOKEN("HFJ_SPIDX_TOKEN", "x.HASH_SYS_AND_VALUE, x.SP_SYSTEM, x.SP_VALUE", TokenShape.HASH) {
        @Override
        byte @Nullable [][] clear(ResultSet row) throws SQLException {
            return new byte @Nullable [][] {text(row.getString(3)), text(row.getString(4))};
        }

        @Override
        byte @Nullable [][] parts(byte[] value) {
            return ValueBytes.tokenParts(Arrays.copyOfRange(value, Long.BYTES, value.length));
        }
    },
    DATE("HFJ_SPIDX_DATE", "x.SP_VALUE_LOW", TokenShape.MICROS) {
        @Override
        byte @Nullable [][] clear(ResultSet row) throws SQLException {
            Timestamp low = row.getTimestamp(2);
            return one(low == null ? null : ValueBytes.time(low.getTime()));
        }

        @Override
        @Nullable
        Long token(ResultSet row) throws SQLException {
            LocalDateTime low = row.getObject(2, LocalDateTime.class);
            return low == null ? null : DateTokens.token(low);
        }

        @Override
        byte @Nullable [][] parts(byte[] value) {
            return ValueBytes.longAt(value, 0) == Long.MIN_VALUE ? one(null) : one(Arrays.copyOf(value, Long.BYTES));
        }
    },
    NUMBER("HFJ_SPIDX_NUMBER", "x.SP_VALUE", TokenShape.DOUBLE) {
        @Override
        byte @Nullable [][] clear(ResultSet row) throws SQLException {
            BigDecimal number = row.getBigDecimal(2);
            return one(number == null ? null : ValueBytes.number(number));
        }

        @Override
        byte @Nullable [][] parts(byte[] value) {
            return one(value);
        }
    },
    QUANTITY("HFJ_SPIDX_QUANTITY", "x.SP_VALUE", TokenShape.DOUBLE) {
        @Override
        byte @Nullable [][] clear(ResultSet row) throws SQLException {
            double number = row.getDouble(2);
            return one(row.wasNull() ? null : ValueBytes.number(number));
        }

        @Override
        byte @Nullable [][] parts(byte[] value) {
            return one(Arrays.copyOf(value, Double.BYTES));
        }
    },
    URI("HFJ_SPIDX_URI", "x.HASH_URI, x.SP_URI", TokenShape.HASH) {
        @Override
        byte @Nullable [][] clear(ResultSet row) throws SQLException {
            return one(text(row.getString(3)));
        }

        @Override
        byte @Nullable [][] parts(byte[] value) {
            return one(Arrays.copyOfRange(value, Long.BYTES, value.length));
        }
    };

    private final String table;
    private final String columns;
    private final TokenShape shape;

    SortColumn(String table, String columns, TokenShape shape) {
        this.table = table;
        this.columns = columns;
        this.shape = shape;
    }

    String table() {
        return table;
    }

    /** What to select of the table {@code x}, after the resource's id. */
    String columns() {
        return columns;
    }

    TokenShape shape() {
        return shape;
    }

    /** The key of a row whose values are in the clear. */
    abstract byte @Nullable [][] clear(ResultSet row) throws SQLException;

    /** The key of a row whose token stands for this value. */
    abstract byte @Nullable [][] parts(byte[] value);

    /** The row's token, or null if it has no value. */
    @Nullable
    Long token(ResultSet row) throws SQLException {
        Number token = (Number) row.getObject(2);
        return token == null ? null : Long.valueOf(token.longValue());
    }

    /** The value that the row's token stands for, or null if it has none that is known. */
    byte @Nullable [] value(ValueSet values, ResultSet row) throws SQLException {
        Long token = token(row);
        return token == null ? null : values.value(token);
    }

    private static byte @Nullable [][] one(byte @Nullable [] part) {
        return new byte @Nullable [][] {part};
    }

    private static byte @Nullable [] text(@Nullable String text) {
        return text == null ? null : ValueBytes.utf8(Objects.requireNonNull(text));
    }
}
