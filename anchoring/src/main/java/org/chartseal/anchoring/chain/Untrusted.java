package org.chartseal.anchoring.chain;

import java.io.IOException;

/** A node may answer anything: what cannot be read is as good as no answer, and ends nobody's thread. */
final class Untrusted {
    private Untrusted() {}

    /** Something that is read out of answers. */
    interface Answer<T> {
        T read() throws IOException;
    }

    /** Reads it, with an {@link IOException} for whatever the libraries throw at what is no number, no hash, or not there. */
    static <T> T read(Answer<T> answer) throws IOException {
        try {
            return answer.read();
        } catch (RuntimeException nonsense) {
            throw new IOException(
                    "node: expected an answer that can be read, found one that cannot: "
                            + nonsense.getClass().getSimpleName(),
                    nonsense);
        }
    }
}
