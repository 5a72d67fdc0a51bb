package org.chartseal.server.blindindex;

import java.util.List;

/** HAPI's index tables, and the columns of each that a search, or the removal of a generation, goes by. */
enum IndexTable {
    STRING("SP_VALUE_EXACT", "SP_VALUE_NORMALIZED", "HASH_NORM_PREFIX", "HASH_EXACT"),
    TOKEN("SP_SYSTEM", "SP_VALUE", "HASH_SYS", "HASH_VALUE", "HASH_SYS_AND_VALUE"),
    NUMBER("SP_VALUE"),
    QUANTITY("SP_SYSTEM", "SP_UNITS", "SP_VALUE", "HASH_IDENTITY_AND_UNITS", "HASH_IDENTITY_SYS_UNITS"),
    QUANTITY_NRML("SP_SYSTEM", "SP_UNITS", "SP_VALUE", "HASH_IDENTITY_AND_UNITS", "HASH_IDENTITY_SYS_UNITS"),
    DATE("SP_VALUE_LOW", "SP_VALUE_HIGH", "SP_VALUE_LOW_DATE_ORDINAL", "SP_VALUE_HIGH_DATE_ORDINAL"),
    URI("SP_URI", "HASH_URI"),
    COORDS("SP_LATITUDE", "SP_LONGITUDE"),
    LINK(
            "HFJ_RES_LINK",
            "SRC_RESOURCE_ID",
            "SOURCE_RESOURCE_TYPE",
            "SRC_PATH",
            List.of("TARGET_RESOURCE_ID", "TARGET_RESOURCE_TYPE", "TARGET_RESOURCE_URL", "TARGET_RESOURCE_VERSION")),
    UNIQUE_COMBINATION(
            "HFJ_IDX_CMP_STRING_UNIQ",
            "RES_ID",
            "null",
            "null",
            List.of("HASH_COMPLETE", "HASH_COMPLETE_2", "IDX_STRING")),
    COMBINATION("HFJ_IDX_CMB_TOK_NU", "RES_ID", "null", "null", List.of("HASH_COMPLETE", "IDX_STRING"));

    private final String table;
    private final String resource;
    private final String selected;
    private final int columns;

    IndexTable(String... own) {
        this.table = "HFJ_SPIDX_" + name();
        this.resource = "RES_ID";
        this.selected = "RES_TYPE, SP_NAME, SP_MISSING, HASH_IDENTITY, " + String.join(", ", own);
        this.columns = 2 + own.length;
    }

    IndexTable(String table, String resource, String type, String parameter, List<String> own) {
        this.table = table;
        this.resource = resource;
        this.selected = type + ", " + parameter + ", " + String.join(", ", own);
        this.columns = own.size();
    }

    /** Its name in the database. */
    String table() {
        return table;
    }

    /** Selects the rows of resources from one row id, exclusive, to another: resource, type, parameter, columns. */
    String select() {
        return "select " + resource + ", " + selected + " from " + table + " where " + resource + " > ? and " + resource
                + " <= ?";
    }

    /** How many columns follow type and parameter. */
    int columns() {
        return columns;
    }
}
