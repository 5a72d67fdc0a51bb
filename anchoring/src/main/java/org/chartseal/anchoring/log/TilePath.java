package org.chartseal.anchoring.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tile or entry bundle a client asks for, as C2SP tlog-tiles spells it: {@code 0/x001/x234/067} or
 * {@code entries/000.p/17}.
 *
 * @param level of the tile; {@link #ENTRIES} for a bundle of entries
 * @param index within its level
 * @param width hashes or entries asked for, 1 to {@value Tile#WIDTH}
 */
public record TilePath(int level, long index, int width) {
    /** The level of a bundle of entries. */
    public static final int ENTRIES = -1;

    private static final Pattern PATH = Pattern.compile(
            "(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    /** Reads the path after {@code tile/}, empty unless it is the one spelling of a tile. */
    public static Optional<TilePath> parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long index = Long.parseLong(matcher.group(2).replace("x", "").replace("/", ""));
        String partial = matcher.group(3);
        int width = partial == null ? Tile.WIDTH : Integer.parseInt(partial);
        if ((partial != null && width >= Tile.WIDTH) || !spelled(index).equals(matcher.group(2))) {
            return Optional.empty();
        }
        String level = matcher.group(1);
        return Optional.of(new TilePath(level.equals("entries") ? ENTRIES : Integer.parseInt(level), index, width));
    }

    /** The path after {@code tile/}. */
    public String text() {
        return (level == ENTRIES ? "entries" : Integer.toString(level)) + "/" + spelled(index)
                + (width < Tile.WIDTH ? ".p/" + width : "");
    }

    private static String spelled(long index) {
        String last = "%03d".formatted(index % 1000);
        String path = last;
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path = "x%03d/".formatted(rest % 1000) + path;
        }
        return path;
    }
}
