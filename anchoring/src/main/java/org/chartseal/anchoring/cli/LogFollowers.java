package org.chartseal.anchoring.cli;

import java.net.URI;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.LogFollower;

/** Opens a follower at an RPC node: the seam between the command and the chain's library. */
@FunctionalInterface
interface LogFollowers {
    /**
     * Opens a follower.
     *
     * @param rpc the node's JSON-RPC address
     * @param expected the log to follow
     */
    LogFollower open(URI rpc, ChainIdentity expected);
}
