package org.chartseal.server.inference;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Outcomes from 0 on with known probabilities: what the attacker has of the world, and what people are drawn from. */
public final class Distribution {
    private final double[] cumulated;

    private Distribution(double[] cumulated) {
        this.cumulated = cumulated;
    }

    /** Outcomes in proportion to their weights. */
    public static Distribution of(int outcomes, IntToDoubleFunction weight) {
        double[] cumulated = new double[outcomes];
        double sum = 0;
        for (int i = 0; i < outcomes; i++) {
            sum += weight.applyAsDouble(i);
            cumulated[i] = sum;
        }
        for (int i = 0; i < outcomes; i++) {
            cumulated[i] /= sum;
        }
        return new Distribution(cumulated);
    }

    /**
     * Zipf's law as Mandelbrot has it: the outcome of rank r has weight {@code 1 / (r + shift)}. With 20,000 outcomes and
     * a shift of 17, much as surnames in the census of the United States: the first 0.8 %, the hundredth 0.12 %.
     */
    static Distribution zipf(int outcomes, double shift) {
        return of(outcomes, rank -> 1 / (rank + 1 + shift));
    }

    int draw(Random random) {
        int found = Arrays.binarySearch(cumulated, random.nextDouble());
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulated.length - 1);
    }

    public int size() {
        return cumulated.length;
    }

    /** The probability of an outcome. */
    public double of(int outcome) {
        return outcome == 0 ? cumulated[0] : cumulated[outcome] - cumulated[outcome - 1];
    }

    /** The probability of the likeliest outcome: what a guess without any look at the database gets right. */
    public double baseRate() {
        double most = 0;
        for (int i = 0; i < size(); i++) {
            most = Math.max(most, of(i));
        }
        return most;
    }
}
