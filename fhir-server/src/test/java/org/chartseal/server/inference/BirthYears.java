package org.chartseal.server.inference;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Years of birth from diagnoses: those who share a day of birth show several diagnoses, which the attacker has told by
 * their frequency, and of each it is known at which age people have it.
 */
public final class BirthYears {
    private BirthYears() {}

    /**
     * @param days groups of people with one day of birth
     * @param diagnoses what the attacker takes each person's diagnosis for; people without one are not in it
     */
    public static Guesses attack(World world, Collection<List<Integer>> days, Map<Integer, Integer> diagnoses) {
        double[] given = new double[world.codes.size()];
        for (int code = 0; code < given.length; code++) {
            for (int year = 0; year < World.YEARS; year++) {
                given[code] += world.years.of(year) * world.atAge(code, year);
            }
        }
        Map<Integer, double[]> ofCode = new HashMap<>();
        Guesses guesses = new Guesses(likeliest(new double[World.YEARS], world));
        for (List<Integer> day : days) {
            double[] evidence = new double[World.YEARS];
            for (int person : day) {
                Integer code = diagnoses.get(person);
                if (code != null) {
                    double[] log = ofCode.computeIfAbsent(code, each -> {
                        double[] byYear = new double[World.YEARS];
                        for (int year = 0; year < World.YEARS; year++) {
                            byYear[year] = Math.log(world.atAge(each, year) / given[each]);
                        }
                        return byYear;
                    });
                    for (int year = 0; year < World.YEARS; year++) {
                        evidence[year] += log[year];
                    }
                }
            }
            int year = likeliest(evidence, world);
            day.forEach(person -> guesses.guess(person, year));
        }
        return guesses;
    }

    private static int likeliest(double[] evidence, World world) {
        int best = 0;
        for (int year = 1; year < World.YEARS; year++) {
            if (evidence[year] + Math.log(world.years.of(year)) > evidence[best] + Math.log(world.years.of(best))) {
                best = year;
            }
        }
        return best;
    }
}
