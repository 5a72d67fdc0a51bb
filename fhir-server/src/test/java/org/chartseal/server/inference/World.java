package org.chartseal.server.inference;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The world that people are drawn from, which the attacker knows exactly: how frequent each surname, given name, city,
 * year of birth and diagnosis is, and at which age. People live in households, most under one surname.
 */
public final class World {
    static final int FIRST_YEAR = 1930;
    static final int YEARS = 91;
    private static final int POSTCODES_A_CITY = 20;
    private static final String[] SYLLABLES = {
        "ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa", "xe", "yi",
        "zo", "qu"
    };

    public final Distribution surnames = Distribution.zipf(20_000, 17);
    public final Distribution cities = Distribution.zipf(300, 4);
    public final Distribution years = Distribution.of(YEARS, year -> 40 + year - Math.max(0, year - 60) * 0.5);
    public final Distribution codes = Distribution.zipf(200, 3);
    private final Distribution givenNames = Distribution.zipf(800, 8);
    private final List<String> words;

    public World() {
        Random random = new Random(3);
        Set<String> distinct = new LinkedHashSet<>();
        while (distinct.size() < 22_000) {
            distinct.add(word(random));
        }
        words = new ArrayList<>(distinct);
        Collections.shuffle(words, random);
    }

    /** So many people, the same ones for the same seed, in no order that tells anything. */
    public List<Person> people(int count, long seed) {
        Random random = new Random(seed);
        List<Person> people = new ArrayList<>(count);
        for (int household = 0; people.size() < count; household++) {
            int surname = surnames.draw(random);
            int city = cities.draw(random);
            int members = 1 + random.nextInt(4);
            for (int i = 0; i < members && people.size() < count; i++) {
                people.add(person(random, random.nextInt(100) < 85 ? surname : surnames.draw(random), city, household));
            }
        }
        Collections.shuffle(people, random);
        return people;
    }

    private Person person(Random random, int surname, int city, int household) {
        int year = years.draw(random);
        LocalDate born = LocalDate.of(FIRST_YEAR + year, 1, 1);
        born = born.plusDays(random.nextInt(born.lengthOfYear()));
        boolean female = random.nextBoolean();
        // Names go in and out of fashion: each decade has another order.
        int given = (givenNames.draw(random) + year / 10 * 37) % 400 + (female ? 400 : 0);
        int code = random.nextInt(100) < 40 ? code(random, year) : -1;
        return new Person(surname, given, female, born, city, household, code);
    }

    private int code(Random random, int year) {
        while (true) {
            int code = codes.draw(random);
            if (random.nextDouble() < atAge(code, year)) {
                return code;
            }
        }
    }

    /** How likely a diagnosis is kept for somebody born in this year: each has an age of its own. */
    double atAge(int code, int year) {
        double distance = (year - code * 53 % YEARS) / 20.0;
        return 0.05 + 0.95 * Math.exp(-distance * distance);
    }

    /** The year of birth, counted from the first one there is. */
    public static int year(Person person) {
        return person.born().getYear() - FIRST_YEAR;
    }

    /** The spelling of a surname, which tells nothing of its rank. */
    public String surname(int rank) {
        return words.get(rank);
    }

    String given(int rank) {
        return words.get(20_000 + rank);
    }

    String city(int rank) {
        return words.get(21_000 + rank) + " City";
    }

    String postcode(Person person) {
        return String.valueOf(10_000 + person.city() * POSTCODES_A_CITY + person.household() % POSTCODES_A_CITY);
    }

    static String code(int rank) {
        return String.valueOf(30_000_000 + rank * 7_919);
    }

    /** Some beginnings are far more frequent than others, as in every language. */
    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        int syllables = 2 + random.nextInt(3);
        for (int i = 0; i < syllables; i++) {
            double uniform = random.nextDouble();
            word.append(SYLLABLES[(int) (SYLLABLES.length * uniform * uniform)]);
        }
        word.append("nrslt".charAt(random.nextInt(5)));
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
