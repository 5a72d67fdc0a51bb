package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.Optional;

/**
 * What one endpoint says of the chain as a whole, to be held against another's.
 *
 * @param height of its newest block
 * @param settled height up to which it calls blocks final, below 0 if none
 */
record Statements(Endpoint endpoint, ChainIdentity identity, long height, long settled) {

    static Statements of(Endpoint endpoint, SubmitterSettings settings) throws IOException {
        ChainView view = endpoint.view();
        return new Statements(endpoint, view.reader().identity(), view.blockNumber(), settings.finalHeight(view));
    }

    /**
     * What cannot both be true, in words that name both endpoints; empty if they can.
     *
     * @throws IOException if one of them does not answer
     */
    Optional<String> contradiction(Statements other) throws IOException {
        if (!identity.equals(other.identity)) {
            return differ(other, "chain", identity, other.identity);
        }
        long both = Math.min(settled, other.settled);
        if (both >= 0 && !hash(both).equals(other.hash(both))) {
            return differ(other, "final block " + both, hash(both), other.hash(both));
        }
        long newest = Math.min(height, other.height);
        String block = hash(newest);
        if (!block.equals(other.hash(newest))) {
            // Not final yet: a reorganisation that one of them has still to see.
            return Optional.empty();
        }
        LogHead here = endpoint.view().logHeadAt(newest);
        LogHead there = other.endpoint.view().logHeadAt(newest);
        // Read again, for between the two a reorganisation may have taken the block from both.
        boolean same = block.equals(hash(newest)) && block.equals(other.hash(newest));
        return here.equals(there) || !same
                ? Optional.empty()
                : differ(other, "log after block " + newest + " " + block, here, there);
    }

    private String hash(long number) throws IOException {
        return endpoint.view()
                .blockHash(number)
                .orElseThrow(() -> new IOException(
                        endpoint.name() + ": expected block " + number + " of " + height + ", found none"));
    }

    private Optional<String> differ(Statements other, String what, Object here, Object there) {
        return Optional.of(
                what + ": " + endpoint.name() + " says " + here + ", " + other.endpoint.name() + " says " + there);
    }
}
