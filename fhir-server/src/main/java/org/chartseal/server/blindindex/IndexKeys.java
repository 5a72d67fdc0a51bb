package org.chartseal.server.blindindex;

import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SystemKeys;

/** The keys of the index's generations: two of each, random, and gone for good once their generation is. */
public final class IndexKeys {
    private static final int LENGTH = 32;

    private final SystemKeys keys;

    /** Keys among the server's own. */
    public IndexKeys(SystemKeys keys) {
        this.keys = keys;
    }

    /** The key of a generation's tokens. */
    Secret<byte[]> index(int generation) {
        return key("index/v" + generation, generation);
    }

    /** The key that seals a generation's values. */
    Secret<byte[]> dictionary(int generation) {
        return key("dictionary/v" + generation, generation);
    }

    /** Makes the keys of a new generation. */
    public void make(int generation) {
        keys.key("index/v" + generation, LENGTH);
        keys.key("dictionary/v" + generation, LENGTH);
    }

    /** Destroys the keys of a generation. */
    public void destroy(int generation) {
        keys.destroy("index/v" + generation);
        keys.destroy("dictionary/v" + generation);
    }

    private Secret<byte[]> key(String purpose, int generation) {
        // Only a new server makes its first: one that is gone was destroyed, and what it keyed cannot be read any more.
        if (generation == 1) {
            return keys.key(purpose, LENGTH);
        }
        return keys.existing(purpose, LENGTH)
                .orElseThrow(() -> new IllegalStateException("Expected the key " + purpose + " in the key store, found"
                        + " none: the database is of another time than the key store"));
    }
}
