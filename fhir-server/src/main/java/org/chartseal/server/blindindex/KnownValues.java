package org.chartseal.server.blindindex;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A look at a dictionary that adds nothing to it, and takes note of what was not there. */
final class KnownValues implements Vocabulary {
    private final ValueDictionary dictionary;
    private final Set<Long> unknown = new HashSet<>();

    KnownValues(ValueDictionary dictionary) {
        this.dictionary = dictionary;
    }

    @Override
    public ValueSet of(long parameter, TokenShape shape) {
        return dictionary.of(parameter, shape);
    }

    @Override
    public long write(ValueSet set, byte[] value) {
        long first = set.first(value);
        if (!set.stored(first)) {
            unknown.add(set.parameter());
        }
        return first;
    }

    /** No row of the resource has the value: any token will do, for none is to be found. */
    @Override
    public int number(List<ValueSet> sets, long[] firsts, byte[] value) {
        return 0;
    }

    /** The hash identities of parameters with a value that no committed transaction stored, as far as this node knows. */
    Set<Long> unknown() {
        return unknown;
    }
}
