package org.chartseal.server.blindindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.chartseal.server.keys.Secret;
import org.junit.jupiter.api.Test;

final class ValueSetTest {
    private final ValueTokens tokens = new ValueTokens(Secret.of(new byte[32]));
    private final ValueSet set = new ValueSet(7, TokenShape.LONG, tokens);

    private ValueSet.Written write(byte[] value) {
        return set.write(value, set.first(value));
    }

    @Test
    void findsByPrefixWhatAPlainSetFindsWhileItGrows() {
        Random random = new Random(1);
        TreeSet<String> plain = new TreeSet<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 3000; i++) {
                String value = Integer.toString(random.nextInt(1_000_000), 36);
                plain.add(value);
                write(ValueBytes.utf8(value));
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
            write(ValueBytes.number(i - 2500.5));
        }
        long[] fromZero =
                set.select(ValueBytes.number(0.0), null, (all, from, to) -> ValueBytes.doubleAt(all, from) < 100);
        assertThat(fromZero).hasSize(100);
    }

    private final ValueSet other = new ValueSet(8, TokenShape.LONG, tokens);

    /** The homophone of the next row, which has the value in both parameters, as the dictionary numbers it. */
    private int next(byte[] value) {
        long first = set.first(value);
        long otherFirst = other.first(value);
        long row = Math.max(set.rows(first), other.rows(otherFirst)) + 1;
        int level = Math.max(Homophones.level(row), set.level(first));
        set.write(value, first, row, level);
        other.write(value, otherFirst, row, level);
        return Homophones.of(row, level, tokens.start(value, level));
    }

    @Test
    void noTwoRowsOfAValueHaveATokenInCommon() {
        byte[] value = ValueBytes.string("SMITH", "Smith");
        Map<Long, Integer> rows = new HashMap<>();
        Map<Long, Long> others = new HashMap<>();
        for (int resource = 0; resource < 4096; resource++) {
            int homophone = next(value);
            long token = set.token(value, homophone);
            rows.merge(token, 1, Integer::sum);
            others.put(token, other.token(value, homophone));
            assertThat(set.value(token, set.masked(token, set.first(value)))).isEqualTo(value);
        }
        assertThat(rows).hasSize(4096);
        assertThat(new TreeSet<>(others.values())).hasSize(4096);
        assertThat(Arrays.stream(all()).boxed()).containsExactlyInAnyOrderElementsOf(rows.keySet());
    }

    @Test
    void rowsOfWhatNearlyAllHaveShareTokensEvenly() {
        byte[] value = ValueBytes.string("MA", "MA");
        Map<Long, Integer> rows = new HashMap<>();
        for (int resource = 0; resource < 200_000; resource++) {
            rows.merge(set.token(value, next(value)), 1, Integer::sum);
        }
        assertThat(rows.values()).allMatch(count -> count <= 16);
        assertThat(all()).hasSizeLessThanOrEqualTo(1 << 15);
        assertThat(Arrays.stream(all()).boxed()).containsAll(rows.keySet());
    }

    @Test
    void aRowsOtherColumnShowsNoEquality() {
        byte[] value = ValueBytes.string("SMITH", "Smith");
        long one = set.token(value, 5);
        long two = set.token(value, 6);
        assertThat(set.masked(one, set.first(value))).isNotEqualTo(set.masked(two, set.first(value)));
        assertThat(set.masked(one, set.first(value)) ^ set.first(value)).isEqualTo(tokens.mask(7, one));
    }

    @Test
    void aNodeThatLearnsAValueGoesOnFromTheLevelItHas() {
        byte[] value = ValueBytes.utf8("x");
        set.stored(value, 0);
        assertThat(set.rows(set.first(value))).isEqualTo(1);
        set.stored(value, 3);
        assertThat(set.rows(set.first(value))).isEqualTo(5);
        assertThat(Homophones.level(set.rows(set.first(value)) + 1)).isEqualTo(3);
    }

    private long[] all() {
        return set.select(null, null, (bytes, from, to) -> true);
    }

    @Test
    void aValueIsStoredUntilItIsKnownToBe() {
        byte[] value = ValueBytes.utf8("x");
        assertThat(write(value).store()).isTrue();
        assertThat(write(value).store()).isTrue();
        set.stored(value, 0);
        assertThat(write(value).store()).isFalse();
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
