package org.chartseal.server.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Where a sealed value stands: all that the row's own columns say of it. It is authenticated with the value, so a value
 * opens in this row, this column and this state, and nowhere else.
 *
 * @param table the table
 * @param column the column
 * @param partitionId HAPI's partition, null for the default one
 * @param type FHIR resource type
 * @param resourceId HAPI's RES_ID
 * @param version version number
 * @param deletedMs when it was deleted, ms since 1970, null where it was not
 * @param publishedMs when the resource was created, ms since 1970
 * @param updatedMs when this version was written, ms since 1970
 */
public record RowContext(
        String table,
        String column,
        @Nullable Integer partitionId,
        String type,
        long resourceId,
        long version,
        @Nullable Long deletedMs,
        long publishedMs,
        long updatedMs) {

    private static final String TENANT = "";

    /** Milliseconds of a column that may be null. */
    public static @Nullable Long millis(@Nullable Date date) {
        return date == null ? null : date.getTime();
    }

    /** The authenticated bytes: lp16 texts, then fixed-width big-endian numbers, each optional one behind a flag. */
    public byte[] associatedData() {
        byte[][] texts = {utf8(table), utf8(column), utf8(TENANT), utf8(type)};
        int length = 5 + 8 + 8 + 9 + 8 + 8;
        for (byte[] text : texts) {
            length += 2 + text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (byte[] text : texts) {
            bytes.putShort((short) text.length).put(text);
        }
        bytes.put((byte) (partitionId == null ? 0 : 1)).putInt(partitionId == null ? 0 : partitionId);
        bytes.putLong(resourceId).putLong(version);
        bytes.put((byte) (deletedMs == null ? 0 : 1)).putLong(deletedMs == null ? 0 : deletedMs);
        bytes.putLong(publishedMs).putLong(updatedMs);
        return bytes.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
