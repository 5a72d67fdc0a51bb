package org.chartseal.server.leaks;

import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What was found where: distinct values by place and class. Holds no value. */
public final class Hits {
    private final Map<String, Map<ValueClass, Long>> counts = new TreeMap<>();
    private final Map<String, BitSet> seen = new LinkedHashMap<>();
    private final BitSet everywhere = new BitSet();

    void found(String place, ValueClass kind, int id) {
        BitSet known = seen.computeIfAbsent(place, p -> new BitSet());
        if (!known.get(id)) {
            known.set(id);
            everywhere.set(id);
            typed(place, kind, 1);
        }
    }

    void typed(String place, ValueClass kind, long count) {
        counts.computeIfAbsent(place, p -> new EnumMap<>(ValueClass.class)).merge(kind, count, Long::sum);
    }

    /** Numbers of the values that were found anywhere. */
    public BitSet values() {
        return (BitSet) everywhere.clone();
    }

    /** Numbers of the values that were found in a place. */
    public BitSet values(String place) {
        return (BitSet) seen.getOrDefault(place, new BitSet()).clone();
    }

    /** Distinct values of a class found in each place that is asked for. */
    public Map<String, Long> byPlace(ValueClass kind, Predicate<String> places) {
        Map<String, Long> found = new TreeMap<>();
        counts.forEach((place, classes) -> {
            long count = classes.getOrDefault(kind, 0L);
            if (count > 0 && places.test(place)) {
                found.put(place, count);
            }
        });
        return found;
    }

    /** The whole table, a line a place and class. */
    public String table() {
        StringBuilder text = new StringBuilder();
        counts.forEach((place, classes) -> classes.forEach(
                (kind, count) -> text.append(String.format("  %-64s %-14s %8d%n", place, kind, count))));
        return text.toString();
    }
}
