package org.chartseal.server.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Indexes of surnames that give them away, to show that the attacks find what is there to be found. */
public final class WeakIndex {
    private static final int ROWS_A_HOMOPHONE = 16;

    private WeakIndex() {}

    /** One token a surname. */
    public static IndexRows whole(List<Person> people) {
        IndexRows rows = new IndexRows();
        for (int i = 0; i < people.size(); i++) {
            rows.add(i, people.get(i).surname());
        }
        return rows;
    }

    /** A token for each beginning of a surname. */
    public static IndexRows prefixes(List<Person> people, World world) {
        IndexRows rows = new IndexRows();
        for (int i = 0; i < people.size(); i++) {
            String spelling = world.surname(people.get(i).surname());
            for (int length = 1; length <= spelling.length(); length++) {
                rows.add(i, spelling.substring(0, length).hashCode());
            }
        }
        return rows;
    }

    /** A token for about sixteen people of one surname, which ones as the key says. */
    public static IndexRows homophones(List<Person> people, int key) {
        Map<Integer, Integer> count = new HashMap<>();
        people.forEach(person -> count.merge(person.surname(), 1, Integer::sum));
        IndexRows rows = new IndexRows();
        for (int i = 0; i < people.size(); i++) {
            int surname = people.get(i).surname();
            int homophones = 1 + count.get(surname) / ROWS_A_HOMOPHONE;
            rows.add(i, surname * 1_000_000L + Math.floorMod(Integer.reverse(i * key) * key, homophones));
        }
        return rows;
    }
}
