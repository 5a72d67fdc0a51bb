package org.chartseal.server.keys;

/**
 * Work on one generation of the key store, done anew where somebody else replaced or added keys in the midst of it.
 *
 * <p>It is what lets a key-encryption key be destroyed: whatever a generation holds was wrapped after that generation's
 * number was read, and is stored only while the number still stands.
 */
final class Generations {
    private static final int ATTEMPTS = 100;

    private Generations() {}

    /**
     * What is done with one generation.
     *
     * @param <T> its outcome
     */
    interface Work<T> {
        /**
         * Does it.
         *
         * @throws StaleGenerationException if the store has moved on
         */
        T at(long generation) throws StaleGenerationException;
    }

    /**
     * Does the work, again and again until the generation it is done with stays the store's.
     *
     * @throws KeyUnavailableException if a key does not open though nobody replaced it, or if they never stop replacing
     */
    static <T> T settled(KeyMaterialStore store, Work<T> work) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long generation = store.generation();
            try {
                return work.at(generation);
            } catch (StaleGenerationException another) {
                // Somebody was faster: look again.
            } catch (KeyUnavailableException failure) {
                // A key that was read just before it was replaced need not open any more.
                if (store.generation() == generation) {
                    throw failure;
                }
            }
        }
        throw new KeyUnavailableException("Keys were replaced " + ATTEMPTS + " times by other nodes meanwhile");
    }
}
