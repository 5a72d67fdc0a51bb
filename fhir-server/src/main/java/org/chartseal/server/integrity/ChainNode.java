package org.chartseal.server.integrity;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.EthereumNode;
import org.chartseal.anchoring.chain.Signer;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.Genesis;
import org.chartseal.anchoring.devchain.evm.Address;
import org.jspecify.annotations.Nullable;

/** The node the server anchors through: one over RPC, or the in-process development ledger. */
final class ChainNode implements Closeable {
    private final EthereumNode node;
    private final @Nullable DevLedger ledger;

    private ChainNode(EthereumNode node, @Nullable DevLedger ledger) {
        this.node = node;
        this.ledger = ledger;
    }

    static ChainNode open(ChainProperties properties, Path data, Signer publisher, Clock clock) throws IOException {
        String rpc = properties.rpcUrl();
        if (rpc != null) {
            List<URI> endpoints = Arrays.stream(rpc.split(",", -1))
                    .map(String::strip)
                    .map(URI::create)
                    .toList();
            return new ChainNode(EthereumNode.http(endpoints, properties.timeout()), null);
        }
        DevLedger ledger = DevLedger.open(
                data.resolve("development.ledger"),
                () -> Genesis.random(
                        Genesis.DEFAULT_CHAIN_ID,
                        Address.parse(publisher.address()),
                        clock.instant().getEpochSecond()),
                clock);
        return new ChainNode(EthereumNode.development(ledger), ledger);
    }

    EthereumNode node() {
        return node;
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
        node.close();
        if (ledger != null) {
            ledger.close();
        }
    }
}
