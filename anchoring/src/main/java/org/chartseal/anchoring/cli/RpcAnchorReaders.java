package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.net.URI;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.chain.ChainIdentity;

/** Opens a reader at an RPC node: the seam between the command and the chain's library. */
@FunctionalInterface
public interface RpcAnchorReaders {
    /**
     * Opens a reader.
     *
     * @param rpc the node's JSON-RPC address
     * @param expected the log to read
     */
    AnchorReader open(URI rpc, ChainIdentity expected) throws IOException;
}
