package org.chartseal.anchoring.log;

/**
 * A tagged value in W.
 *
 * @param tag 0 to 65535; from 32768 on it is critical: whoever does not know it cannot judge the leaf
 * @param value at most 2^31 - 1 bytes
 */
public record LeafExtension(int tag, byte[] value) {
    /** Tag of the erased leaf's index (u64) in kind 3. */
    public static final int ERASED_INDEX = 1;
    /** Tag of size, number of entries and key hash of a map in kind 5. */
    public static final int MAP_SNAPSHOT = 2;

    private static final int CRITICAL = 0x8000;

    public LeafExtension {
        if (tag < 0 || tag > 0xffff) {
            throw new LeafFormatException("expected a tag from 0 to 65535, found " + tag);
        }
    }

    /** Whether a reader that does not know the tag must refuse to judge. */
    public boolean critical() {
        return tag >= CRITICAL;
    }
}
