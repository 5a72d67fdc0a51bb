package org.chartseal.server.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the homophones of a value: two tokens of one parameter whose people share tokens of another parameter, more often
 * with each other than with any other, are taken for one value's. Label propagation over what people have in common.
 */
public final class Cooccurrence {
    private static final int ROUNDS = 12;
    private static final int TOO_COMMON = 64;

    private Cooccurrence() {}

    /** Groups of people who seem to have one value of {@code target}, for {@link Frequency}. */
    public static Collection<List<Integer>> groups(IndexRows target, List<IndexRows> others, int people) {
        Map<Long, List<Integer>> cells = target.byToken();
        int[] cellOf = new int[people];
        Arrays.fill(cellOf, -1);
        List<List<Integer>> members = new ArrayList<>(cells.values());
        for (int cell = 0; cell < members.size(); cell++) {
            for (int person : members.get(cell)) {
                cellOf[person] = cell;
            }
        }
        List<int[]> ties = new ArrayList<>();
        for (IndexRows other : others) {
            for (List<Integer> sharing : other.byToken().values()) {
                if (sharing.size() > 1 && sharing.size() <= TOO_COMMON) {
                    ties.add(sharing.stream()
                            .mapToInt(person -> cellOf[person])
                            .filter(cell -> cell >= 0)
                            .distinct()
                            .toArray());
                }
            }
        }
        int[] label = propagate(members.size(), ties);
        Map<Integer, List<Integer>> groups = new HashMap<>();
        for (int cell = 0; cell < members.size(); cell++) {
            groups.computeIfAbsent(label[cell], any -> new ArrayList<>()).addAll(members.get(cell));
        }
        return groups.values();
    }

    private static int[] propagate(int cells, List<int[]> ties) {
        List<List<int[]>> tiesOf = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            tiesOf.add(new ArrayList<>());
        }
        for (int[] tie : ties) {
            for (int cell : tie) {
                tiesOf.get(cell).add(tie);
            }
        }
        int[] label = new int[cells];
        Arrays.setAll(label, cell -> cell);
        for (int round = 0; round < ROUNDS; round++) {
            for (int cell = 0; cell < cells; cell++) {
                label[cell] = commonest(cell, tiesOf.get(cell), label);
            }
        }
        return label;
    }

    private static int commonest(int cell, List<int[]> ties, int[] label) {
        Map<Integer, Integer> votes = new HashMap<>();
        votes.put(label[cell], 1);
        for (int[] tie : ties) {
            for (int neighbour : tie) {
                if (neighbour != cell) {
                    votes.merge(label[neighbour], 1, Integer::sum);
                }
            }
        }
        int best = label[cell];
        for (Map.Entry<Integer, Integer> vote : votes.entrySet()) {
            int own = votes.getOrDefault(best, 0);
            if (vote.getValue() > own || (vote.getValue() == own && vote.getKey() < best)) {
                best = vote.getKey();
            }
        }
        return best;
    }
}
