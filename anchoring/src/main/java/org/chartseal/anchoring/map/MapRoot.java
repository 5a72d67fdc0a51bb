package org.chartseal.anchoring.map;

import org.chartseal.anchoring.log.CompactRange;

/** The root of a map whose heads are told one after the other. Not thread-safe. */
public final class MapRoot {
    private final KeyedHash valueKey;
    private final CompactRange range = new CompactRange();

    /** @param valueKey K_value */
    public MapRoot(byte[] valueKey) {
        this.valueKey = new KeyedHash(valueKey);
    }

    /** Takes the next head; whether keys ascend is the caller's business. */
    public void append(KeyedHead head) {
        range.append(head.entry(valueKey).leafHash());
    }

    /** Heads taken. */
    public long size() {
        return range.size();
    }

    /** RFC 6962 root over their entries. */
    public byte[] root() {
        return range.root();
    }
}
