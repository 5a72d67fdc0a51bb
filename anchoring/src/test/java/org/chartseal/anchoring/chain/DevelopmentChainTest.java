package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.Genesis;
import org.chartseal.anchoring.devchain.evm.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From nothing to an anchor that is read back, in this process alone. */
class DevelopmentChainTest {
    private static final Signer SIGNER = LocalSigner.of(TestKeys.key(1));

    @TempDir
    Path directory;

    @Test
    void anchorsAndReadsBackAlsoAfterARestart() throws Exception {
        byte[] origin = new byte[32];
        PendingAnchor pending = new PendingAnchor(1, PendingAnchor.NO_HEAD, 7, "ab".repeat(32));
        ChainIdentity identity;
        Anchor anchor;
        try (DevLedger ledger = open()) {
            EthereumNode node = EthereumNode.development(ledger);
            LogProvisioning provisioning =
                    new LogProvisioning(node, SIGNER, LogRules.publisherAlone(), Duration.ofSeconds(1));
            identity = provisioning.deployAndCreate(origin);
            assertThat(provisioning.deployAndCreate(origin)).isEqualTo(identity);
            EthereumChain chain = new EthereumChain(node, identity, SIGNER);
            assertThat(chain.reader().head()).isEmpty();
            Endorsement endorsement = new Endorsement(List.of(), chain.rules(chain.logHead()), List.of());
            AnchorChain.Signed signed = chain.sign(
                    Append.of(Optional.empty(), pending, endorsement), chain.nextNonce(), chain.marketFees());
            chain.send(signed.raw());
            anchor = chain.reader().head().orElseThrow();
            assertThat(anchor.transactionHash()).isEqualTo(signed.transactionHash());
            assertThat(chain.logHead().head()).isEqualTo(pending.head(identity.logId()));
        }
        assertThat(anchor.treeSize()).isEqualTo(7);
        assertThat(anchor.root()).isEqualTo(pending.root());
        assertThat(anchor.blockNumber()).isEqualTo(3);
        try (DevLedger ledger = open()) {
            ledger.requireHead(anchor.blockNumber(), anchor.blockHash());
            AnchorReader reader =
                    new EthereumAnchorReader(EthereumNode.development(ledger), identity.contract(), identity.logId());
            assertThat(reader.identity()).isEqualTo(identity);
            assertThat(reader.head()).contains(anchor);
            assertThat(reader.firstCovering(7)).contains(anchor);
            assertThat(reader.firstCovering(8)).isEmpty();
        }
    }

    private DevLedger open() throws Exception {
        return DevLedger.open(
                directory.resolve("ledger"),
                () -> Genesis.random(Genesis.DEFAULT_CHAIN_ID, Address.parse(SIGNER.address()), 1_700_000_000),
                Clock.systemUTC());
    }
}
