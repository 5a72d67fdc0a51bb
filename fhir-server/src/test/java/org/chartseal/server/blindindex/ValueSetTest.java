package org.chartseal.server.blindindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.chartseal.server.keys.Secret;
import org.junit.jupiter.api.Test;

final class ValueSetTest {
    private final ValueTokens tokens = new ValueTokens(Secret.of(new byte[32]));
    private final ValueSet set = new ValueSet(7, TokenShape.LONG, tokens);

    @Test
    void findsByPrefixWhatAPlainSetFindsWhileItGrows() {
        Random random = new Random(1);
        TreeSet<String> plain = new TreeSet<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 3000; i++) {
                String value = Integer.toString(random.nextInt(1_000_000), 36);
                plain.add(value);
                set.write(ValueBytes.utf8(value), false);
            }
            for (String prefix : List.of("", "a", "zz", "1b2", "~")) {
                assertThat(found(prefix))
                        .isEqualTo(
                                plain.stream().filter(v -> v.startsWith(prefix)).toList());
            }
        }
        assertThat(set.size()).isEqualTo(plain.size());
    }

    private List<String> found(String prefix) {
        List<String> found = new ArrayList<>();
        for (long token : set.select(null, ValueBytes.utf8(prefix), (all, from, to) -> true)) {
            found.add(new String(set.value(token), java.nio.charset.StandardCharsets.UTF_8));
        }
        return found.stream().sorted().toList();
    }

    @Test
    void beginsAtAFloor() {
        for (int i = 0; i < 5000; i++) {
            set.write(ValueBytes.number(i - 2500.5), false);
        }
        long[] fromZero =
                set.select(ValueBytes.number(0.0), null, (all, from, to) -> ValueBytes.doubleAt(all, from) < 100);
        assertThat(fromZero).hasSize(100);
    }

    @Test
    void noTokenOfAFrequentValueIsOnManyRows() {
        byte[] value = ValueBytes.string("SMITH", "Smith");
        java.util.Map<Long, Integer> rows = new java.util.HashMap<>();
        for (long resource = 0; resource < 10_000; resource++) {
            int level = set.write(value, true).level();
            int homophone = tokens.homophone(7, value, resource, level);
            rows.merge(set.token(value, homophone), 1, Integer::sum);
        }
        assertThat(rows.values()).allMatch(count -> count <= 4 * ValueSet.ROWS_A_HOMOPHONE);
        long[] all = set.select(null, null, (bytes, from, to) -> true);
        assertThat(java.util.Arrays.stream(all).boxed()).containsAll(rows.keySet());
        for (long token : all) {
            assertThat(set.value(token)).isEqualTo(value);
        }
    }

    @Test
    void aValueIsStoredUntilItIsKnownToBe() {
        byte[] value = ValueBytes.utf8("x");
        assertThat(set.write(value, false).store()).isTrue();
        assertThat(set.write(value, false).store()).isTrue();
        set.stored(value, 0);
        assertThat(set.write(value, false).store()).isFalse();
    }

    @Test
    void numbersSortAsBytes() {
        double[] numbers = {Double.NEGATIVE_INFINITY, -1e300, -1.5, -0.0, 1e-300, 1, 1.5, 1e300};
        for (int i = 1; i < numbers.length; i++) {
            byte[] lower = ValueBytes.number(numbers[i - 1]);
            assertThat(java.util.Arrays.compareUnsigned(lower, ValueBytes.number(numbers[i])))
                    .isNegative();
            assertThat(ValueBytes.doubleAt(lower, 0)).isEqualTo(numbers[i - 1] == 0 ? 0.0 : numbers[i - 1]);
        }
    }

    @Test
    void likeIsThatOfSql() {
        Predicate<String> like =
                value -> new LikePattern("S_I\\%%").accepts(ValueBytes.string(value, "x"), 0, value.length() + 2);
        assertThat(like.test("SMI%TH")).isTrue();
        assertThat(like.test("SMITH")).isFalse();
        assertThat(new LikePattern("%B%D").accepts(ValueBytes.string("ABCBD", "q"), 0, 7))
                .isTrue();
        assertThat(new LikePattern("%B%D").accepts(ValueBytes.string("ABCBE", "q"), 0, 7))
                .isFalse();
    }
}
