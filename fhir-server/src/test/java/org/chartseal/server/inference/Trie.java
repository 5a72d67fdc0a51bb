package org.chartseal.server.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rebuilds a tree of prefixes from tokens whose people lie within each other's, and lays the tree of known values over it,
 * branch by branch by frequency. Where tokens stand for whole values there is no such tree.
 */
public final class Trie {
    private final Map<Long, Set<Integer>> cells = new HashMap<>();
    private final Map<Long, List<Long>> children = new HashMap<>();
    private final List<Long> roots = new ArrayList<>();

    /** Finds for each token the smallest other one that holds all its people. */
    public Trie(IndexRows rows) {
        rows.byToken().forEach((token, people) -> cells.put(token, new HashSet<>(people)));
        Map<Integer, List<Long>> tokensOf = rows.byPerson();
        cells.forEach((token, people) -> {
            Long parent = null;
            for (Long other : tokensOf.get(people.iterator().next())) {
                Set<Integer> wider = cells.get(other);
                if (people.size() > 1
                        && wider.size() > people.size()
                        && (parent == null || wider.size() < cells.get(parent).size())
                        && wider.containsAll(people)) {
                    parent = other;
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

    /** A branch of known values: what begins with these letters. */
    private record Branch(double weight, List<Integer> values) {}

    /** Guesses at values by their spelling and frequency. */
    public Guesses attack(Distribution values, java.util.function.IntFunction<String> spelling) {
        List<Integer> all = new ArrayList<>();
        for (int value = 0; value < values.size(); value++) {
            all.add(value);
        }
        Guesses guesses = new Guesses(0);
        lay(new ArrayList<>(roots), all, 0, values, spelling, guesses);
        return guesses;
    }

    private void lay(
            List<Long> tokens,
            List<Integer> candidates,
            int depth,
            Distribution values,
            java.util.function.IntFunction<String> spelling,
            Guesses guesses) {
        Map<Character, List<Integer>> byLetter = new TreeMap<>();
        for (int value : candidates) {
            String word = spelling.apply(value);
            byLetter.computeIfAbsent(depth < word.length() ? word.charAt(depth) : '\0', any -> new ArrayList<>())
                    .add(value);
        }
        List<Branch> branches = new ArrayList<>();
        byLetter.values()
                .forEach(each -> branches.add(
                        new Branch(each.stream().mapToDouble(values::of).sum(), each)));
        branches.sort(Comparator.comparingDouble(branch -> -branch.weight));
        List<Long> largest = new ArrayList<>(tokens);
        largest.sort(Comparator.comparingInt(token -> -cells.get(token).size()));
        for (int i = 0; i < Math.min(branches.size(), largest.size()); i++) {
            List<Integer> of = branches.get(i).values;
            int likeliest =
                    of.stream().max(Comparator.comparingDouble(values::of)).orElseThrow();
            cells.get(largest.get(i)).forEach(person -> guesses.guess(person, likeliest));
            List<Long> below = children.getOrDefault(largest.get(i), List.of());
            if (!below.isEmpty() && depth < 40) {
                lay(below, of, depth + 1, values, spelling, guesses);
            }
        }
    }
}
