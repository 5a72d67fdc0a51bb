package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.Optional;

/** One log on an EVM chain as a node shows it, reached through web3j. */
final class EthereumView implements ChainView {
    private final EthereumNode node;
    private final EthereumAnchorReader reader;

    EthereumView(EthereumNode node, ChainIdentity identity) {
        this.node = node;
        this.reader = new EthereumAnchorReader(node, identity.contract(), identity.logId());
    }

    @Override
    public AnchorReader reader() {
        return reader;
    }

    @Override
    public LogHead logHead() throws IOException {
        return reader.logHead();
    }

    @Override
    public LogHead logHeadAt(long blockNumber) throws IOException {
        return reader.logHeadAt(blockNumber);
    }

    @Override
    public long blockNumber() throws IOException {
        return Untrusted.read(() -> node.blockNumber());
    }

    @Override
    public long finalizedNumber() throws IOException {
        return Untrusted.read(() -> node.finalizedNumber());
    }

    @Override
    public Optional<String> blockHash(long number) throws IOException {
        return Untrusted.read(() -> node.block(number).map(block -> EthereumNode.lower(block.getHash())));
    }
}
