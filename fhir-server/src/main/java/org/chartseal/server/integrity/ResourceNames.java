package org.chartseal.server.integrity;

/** The keyed names under which the log keeps the heads of resources. */
public final class ResourceNames {
    static final String PURPOSE = "chartseal/head/resource/v1";

    private final LogKeys keys;

    ResourceNames(LogKeys keys) {
        this.keys = keys;
    }

    /** The name of a resource, 32 bytes that tell nothing of it without the key. */
    public byte[] of(String reference) {
        return keys.name(PURPOSE, reference);
    }
}
