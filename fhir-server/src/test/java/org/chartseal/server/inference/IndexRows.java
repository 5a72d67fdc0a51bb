package org.chartseal.server.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of one search parameter as the database shows them: which person's, and with which token. */
public final class IndexRows {
    private final List<Integer> people = new ArrayList<>();
    private final List<Long> tokens = new ArrayList<>();

    public void add(int person, long token) {
        people.add(person);
        tokens.add(token);
    }

    public int size() {
        return people.size();
    }

    int person(int row) {
        return people.get(row);
    }

    long token(int row) {
        return tokens.get(row);
    }

    /** The people behind each token. */
    public Map<Long, List<Integer>> byToken() {
        Map<Long, List<Integer>> by = new HashMap<>();
        for (int row = 0; row < size(); row++) {
            by.computeIfAbsent(token(row), token -> new ArrayList<>()).add(person(row));
        }
        return by;
    }

    /** The tokens of each person. */
    Map<Integer, List<Long>> byPerson() {
        Map<Integer, List<Long>> by = new HashMap<>();
        for (int row = 0; row < size(); row++) {
            by.computeIfAbsent(person(row), person -> new ArrayList<>()).add(token(row));
        }
        return by;
    }
}
