package org.chartseal.server.inference;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Groups of people who seem to have one value, matched with the values that are as frequent. */
public final class Frequency {
    private Frequency() {}

    /**
     * The better of two guesses, by what the attacker can know: the most frequent group has the most frequent value, and
     * so on down; but a group that is smaller than half of what its rank should have is guessed at as anybody is.
     */
    public static Guesses attack(Collection<List<Integer>> groups, Distribution values, int people) {
        List<List<Integer>> largestFirst = new ArrayList<>(groups);
        largestFirst.sort(Comparator.comparingInt((List<Integer> group) -> -group.size()));
        List<Integer> likeliestFirst = IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingDouble(value -> -values.of(value)))
                .toList();
        Guesses guesses = new Guesses(likeliestFirst.get(0));
        for (int rank = 0; rank < Math.min(largestFirst.size(), likeliestFirst.size()); rank++) {
            int value = likeliestFirst.get(rank);
            List<Integer> group = largestFirst.get(rank);
            if (2 * group.size() >= values.of(value) * people) {
                group.forEach(person -> guesses.guess(person, value));
            }
        }
        return guesses;
    }
}
