package org.chartseal.server.scrub;

import java.util.Arrays;

/** What a round goes through, in this order. */
enum ScrubPart {
    /** Nothing: it rests until the next round. */
    REST(0),
    /** Resources, and their rows in the search index. */
    RESOURCES(1),
    /** Stored versions, whether they are logged. */
    VERSIONS(2),
    /** Leaves of the log, whether their versions are stored. */
    LEAVES(3);

    private final int code;

    ScrubPart(int code) {
        this.code = code;
    }

    byte code() {
        return (byte) code;
    }

    /** @throws IllegalArgumentException if there is no such part */
    static ScrubPart of(byte code) {
        return Arrays.stream(values())
                .filter(part -> part.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a part from 0 to 3, found " + code));
    }

    ScrubPart next() {
        return switch (this) {
            case REST -> RESOURCES;
            case RESOURCES -> VERSIONS;
            case VERSIONS -> LEAVES;
            case LEAVES -> REST;
        };
    }
}
