package org.chartseal.server.leaks;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Looks for numbers, days and short texts as whole values of columns. A number that somebody's record holds may stand in
 * a column by chance, so each column is held to decoys: as many numbers, days and texts of the same shape that no record
 * holds. A column tells something if it holds clearly more of the real ones.
 */
public final class TypedSearch {
    private static final int BEYOND_CHANCE = 3;

    private final Hits hits;
    private final Map<Object, ValueClass> real = new HashMap<>();
    private final Map<Object, ValueClass> decoys = new HashMap<>();
    private final Map<String, Set<Object>> foundReal = new HashMap<>();
    private final Map<String, Set<Object>> foundDecoys = new HashMap<>();

    /** @param from first day that is not looked for, with all later ones */
    public TypedSearch(RecordValues values, LocalDate from, Hits hits) {
        this.hits = hits;
        values.shortTexts().forEach((text, kind) -> {
            real.put(text, kind);
            real.put(text.toUpperCase(java.util.Locale.ROOT), kind);
        });
        values.days().forEach((day, kind) -> {
            if (day.isBefore(from)) {
                day(day, kind, real);
            }
        });
        values.numbers().forEach((number, kind) -> real.put(number, kind));
        values.days().forEach((day, kind) -> day(day.plusYears(11).plusDays(97), kind, decoys));
        values.numbers()
                .forEach((number, kind) -> decoys.put(
                        number.add(BigDecimal.valueOf(7, number.scale())).stripTrailingZeros(), kind));
        decoys.keySet().removeAll(real.keySet());
    }

    private static void day(LocalDate day, ValueClass kind, Map<Object, ValueClass> into) {
        into.merge(day, kind, (a, b) -> a == ValueClass.BIRTH_DATE ? a : b);
        BigDecimal ordinal = new BigDecimal(day.format(DateTimeFormatter.BASIC_ISO_DATE)).stripTrailingZeros();
        into.merge(ordinal, kind, (a, b) -> a == ValueClass.BIRTH_DATE ? a : b);
    }

    void text(String place, String text) {
        if (text.length() < RecordValues.SHORTEST) {
            look(place, text);
        }
    }

    void value(String place, Object value) {
        if (value instanceof Number number) {
            BigDecimal plain =
                    new BigDecimal(number.toString()).stripTrailingZeros().abs();
            look(place, plain);
            // Milliseconds of a time that may be somebody's.
            if (number instanceof Long millis && millis > 0 && millis < 4_000_000_000_000L && millis > 100_000_000) {
                look(place, LocalDate.ofEpochDay(millis / 86_400_000));
            }
        } else if (value instanceof Timestamp time) {
            look(place, time.toLocalDateTime().toLocalDate());
        } else if (value instanceof java.sql.Date date) {
            look(place, date.toLocalDate());
        } else if (value instanceof OffsetDateTime time) {
            look(place, time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDate());
        } else if (value instanceof LocalDateTime time) {
            look(place, time.toLocalDate());
        }
    }

    private void look(String place, Object value) {
        if (real.containsKey(value)) {
            foundReal.computeIfAbsent(place, p -> new HashSet<>()).add(value);
        } else if (decoys.containsKey(value)) {
            foundDecoys.computeIfAbsent(place, p -> new HashSet<>()).add(value);
        }
    }

    void endOfTable() {
        foundReal.forEach((place, values) -> {
            int chance = foundDecoys.getOrDefault(place, Set.of()).size();
            if (values.size() > BEYOND_CHANCE + 2 * chance) {
                values.forEach(value -> hits.typed(place, real.getOrDefault(value, ValueClass.VALUE), 1));
            }
        });
        foundReal.clear();
        foundDecoys.clear();
    }
}
