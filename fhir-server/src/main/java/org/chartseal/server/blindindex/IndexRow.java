package org.chartseal.server.blindindex;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of an index table, of one resource.
 *
 * @param type the resource's type, as the row has it
 * @param parameter search parameter, or the path of a reference
 * @param columns all that a search may compare, in the table's order
 */
record IndexRow(IndexTable table, @Nullable String type, @Nullable String parameter, List<@Nullable Object> columns) {
    /** Without what the columns hold. */
    @Override
    public String toString() {
        return "a row of " + table.table();
    }
}
