package org.chartseal.server.blindindex;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A set of tokens that a query asks for, bound as one array. It is resolved when the query is about to run, after the
 * dictionary has been read on.
 */
final class TokenSearch {
    private final Supplier<long[]> tokens;
    private final Function<long[], Object> array;

    private TokenSearch(Supplier<long[]> tokens, Function<long[], Object> array) {
        this.tokens = tokens;
        this.array = array;
    }

    /** For a column of whole numbers of 64 bits. */
    static TokenSearch longs(Supplier<long[]> tokens) {
        return new TokenSearch(tokens, found -> Arrays.stream(found).boxed().toArray(Long[]::new));
    }

    /** For a column of doubles. */
    static TokenSearch doubles(Supplier<long[]> tokens) {
        return new TokenSearch(tokens, found -> objects(found, token -> (double) token, Double[]::new));
    }

    /** For a column of decimals. */
    static TokenSearch decimals(Supplier<long[]> tokens) {
        return new TokenSearch(
                tokens, found -> objects(found, java.math.BigDecimal::valueOf, java.math.BigDecimal[]::new));
    }

    /** For a column of times. */
    static TokenSearch times(Supplier<long[]> tokens) {
        return new TokenSearch(tokens, found -> objects(found, DateTokens::local, java.time.LocalDateTime[]::new));
    }

    private static <T> Object objects(long[] tokens, LongFunction<T> each, java.util.function.IntFunction<T[]> array) {
        return Arrays.stream(tokens).mapToObj(each).toArray(array);
    }

    /** The array to bind. */
    Object resolve() {
        return array.apply(tokens.get());
    }
}
