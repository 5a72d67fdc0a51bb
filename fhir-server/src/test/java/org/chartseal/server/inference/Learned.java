package org.chartseal.server.inference;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.ToLongFunction;

/**
 * The strongest use of one visible feature, such as the length of a stored body: on one half of the people the attacker
 * has learned which outcome goes with it most often, and guesses so for the other half.
 */
public final class Learned {
    private Learned() {}

    /** The share of the second half that is guessed right. */
    public static double attack(int people, ToLongFunction<Integer> feature, IntUnaryOperator truth) {
        Map<Long, Map<Integer, Integer>> seen = new HashMap<>();
        for (int person = 0; person < people / 2; person++) {
            seen.computeIfAbsent(feature.applyAsLong(person), any -> new HashMap<>())
                    .merge(truth.applyAsInt(person), 1, Integer::sum);
        }
        Map<Long, Integer> best = new HashMap<>();
        seen.forEach((value, outcomes) -> outcomes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .ifPresent(most -> best.put(value, most.getKey())));
        int right = 0;
        for (int person = people / 2; person < people; person++) {
            Integer guess = best.get(feature.applyAsLong(person));
            if (guess != null && guess == truth.applyAsInt(person)) {
                right++;
            }
        }
        return right / (double) (people - people / 2);
    }
}
