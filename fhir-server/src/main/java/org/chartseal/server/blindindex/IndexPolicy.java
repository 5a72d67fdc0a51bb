package org.chartseal.server.blindindex;

/** What the index keeps of a search parameter's values. */
public enum IndexPolicy {
    /** A token of the whole value; frequent values have several, so that none of them is counted. Strings only. */
    SMOOTHED,
    /** A token of the whole value, equal for equal values of one parameter. */
    BLIND,
    /** The value itself, as HAPI stores it. */
    CLEAR,
    /** Nothing; a search on it is refused. */
    OFF
}
