package org.chartseal.server.evaluation;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** An evaluation server is reached from its own host only: its secrets are generated and there is no TLS before it. */
final class LoopbackOnly {

    /**
     * Checks where the server is about to listen.
     *
     * @param address null for every address
     * @throws IllegalStateException if others than this host could reach it and nobody allowed that
     */
    LoopbackOnly(@Nullable InetAddress address, EvaluationProperties properties) {
        if (!properties.allowNonLoopback() && (address == null || !address.isLoopbackAddress())) {
            throw new IllegalStateException("Expected a loopback server.address in evaluation mode, found "
                    + (address == null ? "none, which is every address" : address.getHostAddress())
                    + ": set chartseal.evaluation.allow-non-loopback=true if nobody else can reach it");
        }
    }
}
