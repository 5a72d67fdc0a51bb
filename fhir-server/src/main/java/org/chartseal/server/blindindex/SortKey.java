package org.chartseal.server.blindindex;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a sort: the rows its values are read from, and their order.
 *
 * @param ascending the order; what has no value comes last in both
 * @param select a query for rows: a resource's id, then what the reader reads
 * @param id the column of the resource's id
 * @param arguments of the query
 * @param reader reads a row's value, or null for a row without one that is known
 */
record SortKey(boolean ascending, String select, String id, List<Object> arguments, Reader reader) {

    /** Reads a row as parts, most significant first, that sort as unsigned bytes; a part that is not there is null. */
    interface Reader {
        byte @Nullable [] @Nullable [] read(ResultSet row) throws SQLException;
    }

    /** Compares the values of two rows. */
    int compare(byte @Nullable [] @Nullable [] a, byte @Nullable [] @Nullable [] b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        for (int i = 0; i < a.length; i++) {
            int compared = comparePart(a[i], b[i]);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private int comparePart(byte @Nullable [] a, byte @Nullable [] b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? 1 : -1;
        }
        int compared = Arrays.compareUnsigned(a, b);
        return ascending ? compared : -compared;
    }
}
