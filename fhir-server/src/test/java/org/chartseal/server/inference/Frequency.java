package org.chartseal.server.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Groups of people who seem to have one value, matched with the values that are as frequent. */
public final class Frequency {
    private Frequency() {}

    /**
     * The most frequent group is taken for the most frequent value, and so on down.
     *
     * @param smallest smaller groups are guessed at as anybody is: for the likeliest value
     */
    public static Guesses attack(Collection<List<Integer>> groups, Distribution values, int smallest) {
        List<List<Integer>> largestFirst = new ArrayList<>(groups);
        largestFirst.sort(Comparator.comparingInt((List<Integer> group) -> -group.size()));
        List<Integer> likeliestFirst = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingDouble(value -> -values.of(value)))
                .toList();
        Guesses guesses = new Guesses(likeliestFirst.get(0));
        for (int rank = 0; rank < Math.min(largestFirst.size(), likeliestFirst.size()); rank++) {
            int value = likeliestFirst.get(rank);
            if (largestFirst.get(rank).size() >= smallest) {
                largestFirst.get(rank).forEach(person -> guesses.guess(person, value));
            }
        }
        return guesses;
    }

    /** The most that is guessed right with any choice of the smallest group: more than an attacker can be sure to get. */
    public static double best(
            Collection<List<Integer>> groups, Distribution values, int people, IntUnaryOperator truth) {
        double best = 0;
        for (int smallest : new int[] {1, 2, 5, 20, 100, 500, Integer.MAX_VALUE}) {
            best = Math.max(best, attack(groups, values, smallest).recovered(people, truth));
        }
        return best;
    }
}
