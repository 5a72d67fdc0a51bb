package org.chartseal.anchoring.proof;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as the specification (section 5.4) reads and writes them, so that every verifier does it alike. */
final class Timestamps {
    private static final Pattern INSTANT = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})"
            + "(?:\\.([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-5][0-9]))");
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);
    private static final long YEAR_0 = -62_167_219_200_000L;
    private static final long YEAR_10000 = 253_402_300_800_000L;
    private static final int MAX_OFFSET_MINUTES = 14 * 60;

    private Timestamps() {}

    /** Milliseconds since 1970-01-01T00:00:00Z of a FHIR instant, later digits cut off; empty if it is none. */
    static OptionalLong millis(String instant) {
        Matcher matcher = INSTANT.matcher(instant);
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int offset = 0;
        if (matcher.group(3) != null) {
            offset = 60 * Integer.parseInt(matcher.group(4)) + Integer.parseInt(matcher.group(5));
            if (offset > MAX_OFFSET_MINUTES) {
                return OptionalLong.empty();
            }
            offset = matcher.group(3).equals("-") ? -offset : offset;
        }
        String fraction = matcher.group(2) == null ? "" : matcher.group(2);
        long fractionMs = Long.parseLong((fraction + "000").substring(0, 3));
        try {
            long seconds = LocalDateTime.parse(matcher.group(1)).toEpochSecond(ZoneOffset.UTC);
            return OptionalLong.of((seconds - 60L * offset) * 1000 + fractionMs);
        } catch (DateTimeException noSuchDay) {
            return OptionalLong.empty();
        }
    }

    /** As {@code 2024-01-02T03:04:05.678Z}; outside the years 0 to 9999 the bare number. */
    static String text(long millis) {
        return millis < YEAR_0 || millis >= YEAR_10000
                ? millis + " ms since 1970"
                : FORM.format(LocalDateTime.ofEpochSecond(
                        Math.floorDiv(millis, 1000L), 1_000_000 * Math.floorMod(millis, 1000), ZoneOffset.UTC));
    }
}
