package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.server.campaign.FhirClient.Answer;
import org.chartseal.server.inference.BirthYears;
import org.chartseal.server.inference.Cooccurrence;
import org.chartseal.server.inference.Distribution;
import org.chartseal.server.inference.Frequency;
import org.chartseal.server.inference.Guesses;
import org.chartseal.server.inference.IndexRows;
import org.chartseal.server.inference.Known;
import org.chartseal.server.inference.Learned;
import org.chartseal.server.inference.Person;
import org.chartseal.server.inference.Records;
import org.chartseal.server.inference.Trie;
import org.chartseal.server.inference.WeakIndex;
import org.chartseal.server.inference.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Fills a server with people drawn from known frequencies, and lets an attacker who has its database and exactly those
 * frequencies guess surnames, years of birth and diagnoses. The same attacks on weaker indexes of the same people show
 * that they are attacks.
 */
class InferenceCampaign {
    private static final int A_TRANSACTION = 200;
    private static final double SURNAMES = 0.01;
    private static final double YEARS_ABOVE_BASE = 0.05;
    private static final double CODES = 0.40;
    private static final long SEED = 20260101;

    private final Findings findings = new Findings();
    private final Path jar = ServerProcess.required("chartseal.jar");
    private final Path scratch = Path.of(System.getProperty("campaign.directory"), "run-" + System.nanoTime());
    private final World world = new World();

    @Test
    @Timeout(value = 170, unit = TimeUnit.MINUTES)
    void tellsNothingOfSurnamesAndYearsOfBirth() throws Exception {
        boolean full = System.getProperty("campaign.scale", "full").equals("full");
        List<Person> people = world.people(full ? 200_000 : 10_000, SEED);
        Files.createDirectories(scratch);
        try (Quarry quarry = Quarry.postgres(scratch.resolve("pg"))) {
            List<String> ids;
            try (ServerProcess server = new ServerProcess(jar, quarry.home(), quarry.settings())) {
                server.launch();
                server.awaitReady();
                ids = load(server, people);
                server.stop();
            }
            VisibleIndex visible = VisibleIndex.read(quarry, ids);
            findings.figure("patients", people.size());
            findings.figure("rows of Patient.family", visible.patients("family").size());
            controls(world.people(200_000, SEED));
            surnames(people, visible);
            cities(people, visible);
            codesAndYears(people, visible);
            lengths(people, visible);
        } finally {
            findings.print("Inference campaign");
        }
        assertThat(findings.failed()).isZero();
        assertThat(findings.passed()).isPositive();
        FileSystemUtils.deleteRecursively(scratch);
    }

    private List<String> load(ServerProcess server, List<Person> people) throws Exception {
        FhirClient client = server.client("backend");
        Records records = new Records(world);
        List<String> ids = new ArrayList<>(people.size());
        for (int from = 0; from < people.size(); from += A_TRANSACTION) {
            List<Person> some = people.subList(from, Math.min(people.size(), from + A_TRANSACTION));
            byte[] body = records.transaction(some, from);
            Answer answer = client.send("POST", "/fhir", body);
            if (answer.status() == 401) {
                answer = client.send("POST", "/fhir", body);
            }
            assertThat(answer.status()).as(answer.excerpt()).isEqualTo(200);
            JsonNode entries = answer.json().path("entry");
            for (int i = 0; i < some.size(); i++) {
                ids.add(entries.path(i)
                        .path("response")
                        .path("location")
                        .asText()
                        .split("/", -1)[1]);
            }
            if (from % 10_000 == 0) {
                Progress.line(ids.size() + " of " + people.size() + " patients are stored");
            }
        }
        return ids;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    /** Without these being true, the attacks below prove nothing. */
    private void controls(List<Person> people) {
        IndexRows family = WeakIndex.homophones(people, 0x9E3779B1);
        IndexRows name = WeakIndex.homophones(people, 0x85EBCA6B);
        double plainly = byFrequency(people, WeakIndex.whole(people).byToken().values());
        findings.check(
                "control: frequency finds surnames under whole-value tokens", plainly > 2 * SURNAMES, percent(plainly));
        Trie trie = new Trie(WeakIndex.prefixes(people, world));
        double byTrie = surnames(people, trie.attack(world.surnames, world::surname));
        findings.check("control: the trie finds surnames under prefix tokens", byTrie > 0.3, percent(byTrie));
        double apart = byFrequency(people, family.byToken().values());
        double joined = byFrequency(people, Cooccurrence.groups(family, List.of(name), people.size()));
        findings.figure("control: homophones of 16 rows, by frequency", percent(apart));
        findings.check(
                "control: co-occurrence joins homophones chosen apart for family and name",
                joined > 1.5 * SURNAMES,
                percent(joined));
    }

    private double byFrequency(List<Person> people, Collection<List<Integer>> groups) {
        return Frequency.best(groups, world.surnames, people.size(), person -> people.get(person)
                .surname());
    }

    private double surnames(List<Person> people, Guesses guesses) {
        return guesses.recovered(people.size(), person -> people.get(person).surname());
    }

    private void surnames(List<Person> people, VisibleIndex visible) {
        IndexRows family = visible.patients("family");
        int count = people.size();
        int known = known(people);
        findings.figure("surnames: the most frequent one guessed for all", percent(world.surnames.baseRate()));
        findings.figure(
                "surnames: rows that share their token with another",
                family.byToken().values().stream()
                        .filter(group -> group.size() > 1)
                        .mapToInt(List::size)
                        .sum());
        bar("surnames by frequency", byFrequency(people, family.byToken().values()), SURNAMES);
        for (String parameter : List.of("family", "name")) {
            Trie trie = new Trie(visible.patients(parameter));
            findings.check(
                    "no token of " + parameter + " lies within another's rows", trie.edges() == 0, trie.edges() + "");
            bar(
                    "surnames by trie, " + parameter,
                    surnames(people, trie.attack(world.surnames, world::surname)),
                    SURNAMES);
        }
        List<IndexRows> others = new ArrayList<>();
        visible.patientParameters().forEach((parameter, rows) -> {
            if (!parameter.equals("family")) {
                others.add(rows);
            }
        });
        Collection<List<Integer>> joined = Cooccurrence.groups(family, others, count);
        bar("surnames by co-occurrence", byFrequency(people, joined), SURNAMES);
        bar(
                "surnames with " + known + " known patients",
                surnames(
                        people,
                        Known.attack(
                                known,
                                family,
                                List.of(visible.patients("phone"), visible.patients("address")),
                                count,
                                person -> people.get(person).surname(),
                                SEED)),
                SURNAMES);
        double byLength = Learned.attack(
                count, visible::patientLength, person -> people.get(person).surname());
        bar("surnames by the length of the body", byLength, SURNAMES);
    }

    /** A hundred of 200,000, and as large a share of fewer. */
    private static int known(List<Person> people) {
        return people.size() / 2000;
    }

    private void bar(String attack, double recovered, double most) {
        findings.check(attack + ", at most " + percent(most), recovered <= most, percent(recovered));
    }

    private void cities(List<Person> people, VisibleIndex visible) {
        Collection<List<Integer>> groups = Cooccurrence.groups(
                visible.patients("address-city"), List.of(visible.patients("address-postalcode")), people.size());
        double recovered = Frequency.best(groups, world.cities, people.size(), person -> people.get(person)
                .city());
        findings.figure("cities: the most frequent one guessed for all", percent(world.cities.baseRate()));
        findings.figure("cities by frequency and co-occurrence", percent(recovered));
        bar("cities by frequency and co-occurrence, above the guess", recovered - world.cities.baseRate(), SURNAMES);
    }

    private void codesAndYears(List<Person> people, VisibleIndex visible) {
        List<Integer> diagnosed = new ArrayList<>();
        for (int person = 0; person < people.size(); person++) {
            if (people.get(person).code() >= 0) {
                diagnosed.add(person);
            }
        }
        Map<Long, List<Integer>> byToken = visible.conditions("code").byToken();
        Distribution prevalence = prevalence(people.size());
        Guesses codes = Frequency.attack(byToken.values(), prevalence, 1);
        double recovered = diagnosed.stream()
                        .filter(person -> codes.of(person) == people.get(person).code())
                        .count()
                / (double) diagnosed.size();
        findings.figure("diagnoses: the most frequent one guessed for all", percent(prevalence.baseRate()));
        bar("diagnoses by frequency (not smoothed; published)", recovered, CODES);

        Map<Integer, Integer> taken = new HashMap<>();
        diagnosed.forEach(person -> taken.put(person, codes.of(person)));
        double base = world.years.baseRate();
        findings.figure("years of birth: the most frequent one guessed for all", percent(base));
        Collection<List<Integer>> days = visible.patients("birthdate").byToken().values();
        bar(
                "years of birth by diagnoses, above the guess",
                years(people, BirthYears.attack(world, days, taken)) - base,
                YEARS_ABOVE_BASE);
        bar(
                "years of birth with " + known(people) + " known patients, above the guess",
                years(
                                people,
                                Known.attack(
                                        known(people),
                                        visible.patients("birthdate"),
                                        List.of(),
                                        people.size(),
                                        person -> World.year(people.get(person)),
                                        SEED))
                        - base,
                YEARS_ABOVE_BASE);
        bar(
                "years of birth by the length of the body, above the guess",
                Learned.attack(people.size(), visible::patientLength, person -> World.year(people.get(person))) - base,
                YEARS_ABOVE_BASE);
    }

    private double years(List<Person> people, Guesses guesses) {
        return guesses.recovered(people.size(), person -> World.year(people.get(person)));
    }

    /** How frequent each diagnosis is, counted in another draw from the same world: the attacker has its exact table. */
    private Distribution prevalence(int count) {
        double[] seen = new double[world.codes.size()];
        for (Person person : world.people(Math.max(count, 100_000), SEED + 1)) {
            if (person.code() >= 0) {
                seen[person.code()]++;
            }
        }
        return Distribution.of(seen.length, code -> seen[code] + 0.5);
    }

    private void lengths(List<Person> people, VisibleIndex visible) {
        findings.figure("distinct lengths of a patient's body", visible.patientLengths());
        double byLength = Learned.attack(people.size(), visible::conditionLength, person -> people.get(person)
                .code());
        long none = people.stream().filter(person -> person.code() < 0).count();
        findings.figure("of all, no diagnosis", percent(none / (double) people.size()));
        findings.figure("diagnosis or none by the length of a stored body", percent(byLength));
    }
}
