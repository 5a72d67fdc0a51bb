package org.chartseal.server.inference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** The attacker knows some people's whole records, and looks for others who have their tokens. */
public final class Known {
    private Known() {}

    /**
     * @param target the parameter that carries the property
     * @param shared parameters by which others belong to a known person's household
     */
    public static Guesses attack(
            int known, IndexRows target, List<IndexRows> shared, int people, IntUnaryOperator truth, long seed) {
        Guesses guesses = new Guesses(0);
        Random random = new Random(seed);
        Map<Integer, Integer> told = new HashMap<>();
        while (told.size() < known) {
            int person = random.nextInt(people);
            told.put(person, truth.applyAsInt(person));
        }
        for (IndexRows rows : shared) {
            spread(rows, told, guesses);
        }
        spread(target, told, guesses);
        return guesses;
    }

    private static void spread(IndexRows rows, Map<Integer, Integer> told, Guesses guesses) {
        Map<Long, List<Integer>> byToken = rows.byToken();
        rows.byPerson().forEach((person, tokens) -> {
            Integer outcome = told.get(person);
            if (outcome != null) {
                tokens.forEach(token -> byToken.get(token).forEach(other -> {
                    if (!told.containsKey(other)) {
                        guesses.guess(other, outcome);
                    }
                }));
            }
        });
    }
}
