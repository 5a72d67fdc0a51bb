package org.chartseal.server.inference;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** An attacker's guess at one property of each person; where there is none, the likeliest outcome is guessed. */
public final class Guesses {
    private final Map<Integer, Integer> byPerson = new HashMap<>();
    private final int otherwise;

    Guesses(int otherwise) {
        this.otherwise = otherwise;
    }

    void guess(int person, int outcome) {
        byPerson.put(person, outcome);
    }

    /** What is guessed of a person. */
    public int of(int person) {
        return byPerson.getOrDefault(person, otherwise);
    }

    /** The share of people of whom the guess is true. */
    public double recovered(int people, IntUnaryOperator truth) {
        int right = 0;
        for (int person = 0; person < people; person++) {
            if (of(person) == truth.applyAsInt(person)) {
                right++;
            }
        }
        return (double) right / people;
    }
}
