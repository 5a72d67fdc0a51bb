package org.chartseal.server.integrity;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.Endpoints;
import org.chartseal.anchoring.chain.EthereumNode;
import org.chartseal.anchoring.chain.Quorum;
import org.chartseal.anchoring.chain.Signer;
import org.chartseal.anchoring.chain.SubmitterSettings;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.Genesis;
import org.chartseal.anchoring.devchain.evm.Address;
import org.jspecify.annotations.Nullable;

/** The node the server anchors through: one over RPC, or the in-process development ledger. */
final class ChainNode implements Closeable {
    private final EthereumNode node;
    private final @Nullable Endpoints endpoints;
    private final @Nullable DevLedger ledger;

    private ChainNode(EthereumNode node, @Nullable Endpoints endpoints, @Nullable DevLedger ledger) {
        this.node = node;
        this.endpoints = endpoints;
        this.ledger = ledger;
    }

    static ChainNode open(ChainProperties properties, Path data, Signer publisher, Clock clock) throws IOException {
        String rpc = properties.rpcUrl();
        if (rpc != null) {
            Endpoints endpoints = new Endpoints(rpc, properties.timeout());
            return new ChainNode(endpoints.node(), endpoints, null);
        }
        DevLedger ledger = DevLedger.open(
                data.resolve("development.ledger"),
                () -> Genesis.random(
                        Genesis.DEFAULT_CHAIN_ID,
                        Address.parse(publisher.address()),
                        clock.instant().getEpochSecond()),
                clock);
        return new ChainNode(EthereumNode.development(ledger), null, ledger);
    }

    EthereumNode node() {
        return node;
    }

    /** How many endpoints must say the same: the ledger in this process has one. */
    Quorum quorum(int needed, ChainIdentity identity, SubmitterSettings settings) {
        return endpoints == null ? Quorum.ofOne(identity, settings) : endpoints.quorum(needed, identity, settings);
    }

    /**
     * Checks that the development ledger still has what the database knows it had.
     *
     * @throws IOException if its tail is missing
     */
    void requireNewest(Optional<Anchor> newest) throws IOException {
        if (ledger != null && newest.isPresent()) {
            ledger.requireHead(newest.get().blockNumber(), newest.get().blockHash());
        }
    }

    @Override
    public void close() throws IOException {
        if (endpoints == null) {
            node.close();
        } else {
            endpoints.close();
        }
        if (ledger != null) {
            ledger.close();
        }
    }
}
