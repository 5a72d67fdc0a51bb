package org.chartseal.server.scrub;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that is not as it must be: where, and never what stands there.
 *
 * @param table where
 * @param type resource type, empty where no row tells it
 * @param row RES_ID of the resource, -1 where no row tells it
 * @param version of the resource, -1 where it is not about one
 * @param leaf of the log, -1 where it is not about one
 * @param parameter search parameter, or the path of a reference; empty where it is not about one
 */
record Finding(FindingKind kind, String table, String type, long row, long version, long leaf, String parameter) {
    private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,40}");
    // Parameters and the paths of references, which are FHIRPath.
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.:() |=\\-]{1,200}");
    private static final String UNUSUAL = "unusual";

    Finding {
        // Rows tell them, and whoever adds a row may have written anything there.
        type = type.isEmpty() || TYPE.matcher(type).matches() ? type : UNUSUAL;
        parameter = parameter.isEmpty() || PARAMETER.matcher(parameter).matches() ? parameter : UNUSUAL;
    }

    static Finding of(
            FindingKind kind,
            String table,
            @Nullable String type,
            long row,
            long version,
            long leaf,
            @Nullable String parameter) {
        return new Finding(
                kind, table, type == null ? "" : type, row, version, leaf, parameter == null ? "" : parameter);
    }

    /** What tells it from all others, in one line. */
    String name() {
        return String.join(
                "/",
                kind.code(),
                table,
                type,
                Long.toString(row),
                Long.toString(version),
                Long.toString(leaf),
                parameter);
    }

    /** @throws IllegalArgumentException if no finding has this name */
    static Finding named(String name) {
        String[] parts = name.split("/", 7);
        if (parts.length != 7) {
            throw new IllegalArgumentException("Expected the name of a finding");
        }
        return new Finding(
                FindingKind.of(parts[0]),
                parts[1],
                parts[2],
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]),
                parts[6]);
    }
}
