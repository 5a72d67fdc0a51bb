package org.chartseal.anchoring.map;

/** All heads of a log, told as often as asked, in any order, the same each time. */
@FunctionalInterface
public interface HeadSource {
    /** Takes one head. */
    @FunctionalInterface
    interface Sink {
        /** @param name {@link HeadName} of what the head is of */
        void accept(HeadSpace space, byte[] name, MapHead head);
    }

    /** Tells them all. */
    void forEach(Sink sink);
}
