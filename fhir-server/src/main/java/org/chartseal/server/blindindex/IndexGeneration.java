package org.chartseal.server.blindindex;

import org.chartseal.server.keys.Secret;
import org.jspecify.annotations.Nullable;

/**
 * One generation of the index: all that the tokens of its rows are made with, and the values they stand for. Each of its
 * keys is its own, so rows of two generations have no hash and no token in common: a query of the one finds no row of the
 * other.
 */
public final class IndexGeneration {
    private final int number;
    private final Prf hash;
    private final KeyedTexts texts;
    private final ValueDictionary dictionary;

    IndexGeneration(int number, Prf hash, KeyedTexts texts, ValueDictionary dictionary) {
        this.number = number;
        this.hash = hash;
        this.texts = texts;
        this.dictionary = dictionary;
    }

    /** The generation of an index key, which counts from 1. */
    static IndexGeneration of(int number, Secret<byte[]> key, boolean clearTexts, ValueBatch batches, ValueLog log) {
        return new IndexGeneration(
                number,
                Prf.of(key, "hash/v1"),
                new KeyedTexts(Prf.of(key, "text/v1"), number, clearTexts),
                new ValueDictionary(new ValueTokens(key), batches, log));
    }

    /** Its number, from 1. */
    public int number() {
        return number;
    }

    Prf hash() {
        return hash;
    }

    KeyedTexts texts() {
        return texts;
    }

    ValueDictionary dictionary() {
        return dictionary;
    }

    /** What rows of this generation have as HASH_IDENTITY. */
    public long identity(@Nullable String type, @Nullable String parameter) {
        return KeyedHash.under(this, () -> KeyedHash.hash(null, null, new @Nullable String[] {type, parameter}));
    }

    /** What all its texts begin with, or null where texts stand in the clear. */
    public @Nullable String textPrefix() {
        return texts.clear() ? null : KeyedTexts.prefix(number);
    }

    /** Learns the values that other nodes stored, so that none is stored twice. */
    public void readOn() {
        dictionary.readOn();
    }
}
