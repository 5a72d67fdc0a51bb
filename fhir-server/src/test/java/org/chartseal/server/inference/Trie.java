package org.chartseal.server.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Rebuilds a tree of prefixes from tokens whose people lie within each other's, and lays the tree of known values over it,
 * branch by branch by frequency. Where tokens stand for whole values there is no such tree.
 */
public final class Trie {
    private final Map<Long, Set<Integer>> cells = new HashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final Map<Long, Integer> lengths = new HashMap<>();
    private final List<Long> roots = new ArrayList<>();

    /**
     * Finds for each token the smallest other one that holds all its people and more. Tokens of just the same people are
     * a prefix and its only continuations: one node, that many letters long.
     */
    public Trie(IndexRows rows) {
        Map<Set<Integer>, Long> distinct = new HashMap<>();
        Map<Long, Long> nodeOf = new HashMap<>();
        rows.byToken().forEach((token, people) -> {
            Set<Integer> set = new HashSet<>(people);
            Long node = distinct.putIfAbsent(set, token);
            if (node == null) {
                cells.put(token, set);
            }
            nodeOf.put(token, node == null ? token : node);
            lengths.merge(nodeOf.get(token), 1, Integer::sum);
        });
        Map<Integer, List<Long>> tokensOf = rows.byPerson();
        cells.forEach((token, people) -> {
            Long parent = null;
            for (Long other : tokensOf.get(people.iterator().next())) {
                Long node = nodeOf.get(other);
                Set<Integer> wider = cells.get(node);
                if (wider.size() > people.size()
                        && (parent == null || wider.size() < cells.get(parent).size())
                        && wider.containsAll(people)) {
                    parent = node;
                }
            }
            if (parent == null) {
                roots.add(token);
            } else {
                children.computeIfAbsent(parent, any -> new ArrayList<>()).add(token);
            }
        });
    }

    /** Tokens found to lie within another one. */
    public int edges() {
        return children.values().stream().mapToInt(List::size).sum();
    }

    /** Guesses at values by their spelling and frequency. */
    public Guesses attack(Distribution values, IntFunction<String> spelling) {
        List<Integer> all = new ArrayList<>();
        for (int value = 0; value < values.size(); value++) {
            all.add(value);
        }
        Guesses guesses = new Guesses(0);
        lay(roots, all, 0, values, spelling, guesses);
        return guesses;
    }

    private void lay(
            List<Long> nodes,
            List<Integer> candidates,
            int depth,
            Distribution values,
            IntFunction<String> spelling,
            Guesses guesses) {
        List<List<Integer>> branches = branches(candidates, depth, values, spelling);
        List<Long> largest = new ArrayList<>(nodes);
        largest.sort(Comparator.comparingInt(node -> -cells.get(node).size()));
        for (int i = 0; i < Math.min(branches.size(), largest.size()); i++) {
            Long node = largest.get(i);
            List<Integer> branch = branches.get(i);
            int length = lengths.get(node);
            for (int letter = 1; letter < length; letter++) {
                branch = branches(branch, depth + letter, values, spelling).get(0);
            }
            int likeliest =
                    branch.stream().max(Comparator.comparingDouble(values::of)).orElseThrow();
            cells.get(node).forEach(person -> guesses.guess(person, likeliest));
            lay(children.getOrDefault(node, List.of()), branch, depth + length, values, spelling, guesses);
        }
    }

    /** The candidates by their letter at a depth, the likeliest branch first. */
    private static List<List<Integer>> branches(
            List<Integer> candidates, int depth, Distribution values, IntFunction<String> spelling) {
        Map<Character, List<Integer>> byLetter = new TreeMap<>();
        for (int value : candidates) {
            String word = spelling.apply(value);
            byLetter.computeIfAbsent(depth < word.length() ? word.charAt(depth) : '\0', any -> new ArrayList<>())
                    .add(value);
        }
        List<List<Integer>> branches = new ArrayList<>(byLetter.values());
        branches.sort(Comparator.comparingDouble(
                branch -> -branch.stream().mapToDouble(values::of).sum()));
        return branches;
    }
}
