package org.chartseal.server.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AttacksTest {
    private static final World WORLD = new World();
    private static final List<Person> PEOPLE = WORLD.people(100_000, 5);

    private static double recovered(Collection<List<Integer>> groups) {
        return Frequency.best(groups, WORLD.surnames, PEOPLE.size(), person -> PEOPLE.get(person)
                .surname());
    }

    @Test
    void frequencyFindsSurnamesUnderOneTokenEach() {
        assertThat(recovered(WeakIndex.whole(PEOPLE).byToken().values())).isGreaterThan(0.02);
    }

    @Test
    void theTrieFindsSurnamesUnderTokensOfPrefixes() {
        Trie trie = new Trie(WeakIndex.prefixes(PEOPLE, WORLD));
        double recovered = trie.attack(WORLD.surnames, WORLD::surname)
                .recovered(PEOPLE.size(), person -> PEOPLE.get(person).surname());
        assertThat(recovered).isGreaterThan(0.2);
    }

    @Test
    void cooccurrenceJoinsHomophonesThatTwoParametersChooseApart() {
        IndexRows family = WeakIndex.homophones(PEOPLE, 0x9E3779B1);
        IndexRows name = WeakIndex.homophones(PEOPLE, 0x85EBCA6B);
        assertThat(recovered(family.byToken().values())).isLessThan(0.012);
        assertThat(recovered(Cooccurrence.groups(family, List.of(name), PEOPLE.size())))
                .isGreaterThan(0.02);
    }
}
