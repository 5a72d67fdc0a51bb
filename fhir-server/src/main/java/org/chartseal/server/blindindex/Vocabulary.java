package org.chartseal.server.blindindex;

import java.util.List;

/** The values that rows stand for, by their parameters. */
interface Vocabulary {
    /** The values of a parameter, by its hash identity. */
    ValueSet of(long parameter, TokenShape shape);

    /** The token of a row's value. */
    long write(ValueSet set, byte[] value);

    /**
     * The homophone for new rows of one resource, which have the same value in several parameters.
     *
     * @param firsts the value's first token in each of the sets
     */
    int number(List<ValueSet> sets, long[] firsts, byte[] value);
}
