package org.chartseal.anchoring.cli;

import java.net.URI;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.Governance;

/** Opens the contract at an RPC node: the seam between the command and the chain's library. */
@FunctionalInterface
interface Governances {
    /**
     * Opens the contract.
     *
     * @param rpc the node's JSON-RPC address
     * @param expected the log that is decided about
     */
    Governance open(URI rpc, ChainIdentity expected);
}
