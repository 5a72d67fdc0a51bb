package org.chartseal.anchoring.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.chartseal.anchoring.cli.CommandLineVerdict;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.Genesis;
import org.chartseal.anchoring.devchain.LedgerFixture;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.evidence.ArchivedHeader;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.evidence.ReceiptTrie;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.AnchorEvidence;
import org.chartseal.anchoring.proof.TestEvidence;
import org.chartseal.anchoring.proof.TestProofs;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.chartseal.anchoring.proof.Verdict;
import org.chartseal.anchoring.proof.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The evidence of anchors, made of what real nodes answer. */
class AnchorReceiptsTest {
    private static final Signer OWNER = LedgerFixture.RICH;
    private static final byte[] ORIGIN = new byte[32];

    @TempDir
    Path directory;

    /** Header fields differ with the fork; so do the sizes of blocks, and with them the shapes of tries. */
    @ParameterizedTest
    @ValueSource(strings = {"paris", "shanghai", "cancun", "prague"})
    void anchorsInBlocksOfMixedTransactionsAreProven(String fork) throws Exception {
        int[] sizes = fork.equals("paris") ? new int[] {1, 2, 17, 127, 128, 200} : new int[] {1, 20, 131};
        try (Anvil anvil = Anvil.start("--chain-id", "31339", "--hardfork", fork)) {
            anvil.fund(OWNER.address());
            EthereumNode node = EthereumNode.http(anvil.uri(), Duration.ofSeconds(20));
            ChainIdentity log = new LogProvisioning(node, OWNER, LogRules.publisherAlone(), Duration.ofSeconds(20))
                    .deployAndCreate(ORIGIN);
            Sender sender = new Sender(OWNER, 31339, node.nonce(OWNER.address()));
            EthereumAnchorReader reader = new EthereumAnchorReader(node, log.contract(), log.logId());
            anvil.rpc("evm_setAutomine", "false");
            Random random = new Random(fork.hashCode());
            TestTree tree = new TestTree(1);
            Optional<PendingAnchor> newest = Optional.empty();
            int sequence = 0;
            for (int size : sizes) {
                sequence++;
                PendingAnchor pending = new PendingAnchor(
                        sequence,
                        newest.map(last -> last.head(log.logId())).orElse(PendingAnchor.NO_HEAD),
                        10L * sequence,
                        tree.rootHex(10L * sequence));
                Append append = Append.of(
                        newest,
                        pending,
                        new Endorsement(
                                tree.consistencyProof(10L * sequence - 10, 10L * sequence),
                                LogRules.publisherAlone(),
                                List.of()));
                String anchoring = sender.sign(
                        log.contract(), BigInteger.ZERO, AnchorContract.anchor(log.logId(), append), 200_000);
                int at = random.nextInt(size);
                mixed(anvil, random, at);
                anvil.rpc("eth_sendRawTransaction", "\"" + anchoring + "\"");
                mixed(anvil, random, size - 1 - at);
                anvil.rpc("evm_mine");
                newest = Optional.of(pending);
                Anchor anchor = reader.anchor(sequence).orElseThrow();
                ReceiptProof proof = new AnchorReceipts(node).prove(log, anchor);
                ReceiptProof.Shown shown = proof.open(bytes(log.contract()), bytes(log.logId()));
                assertThat(shown.header().hash()).isEqualTo(bytes(anchor.blockHash()));
                assertThat(shown.header().number()).isEqualTo(anchor.blockNumber());
                assertThat(shown.header().timestamp()).isEqualTo(anchor.blockTime());
                assertThat(shown.anchor().treeSize()).isEqualTo(10L * sequence);
                assertThat(everyReceiptIsThere(anvil, anchor, shown)).isEqualTo(size);
            }
        }
    }

    /** How many receipts the block has, each of which its trie has at its index. */
    private static int everyReceiptIsThere(Anvil anvil, Anchor anchor, ReceiptProof.Shown shown) throws Exception {
        JsonNode receipts = anvil.rpc("eth_getBlockReceipts", "\"" + anchor.blockHash() + "\"");
        List<byte[]> encoded = new ArrayList<>();
        for (JsonNode receipt : receipts) {
            encoded.add(NodeBlock.receipt(receipt));
        }
        assertThat(new ReceiptTrie(encoded).root()).isEqualTo(shown.header().receiptsRoot());
        return encoded.size();
    }

    /** Transfers, creations that log and calls that fail, of types 0, 1 and 2, of the node's own accounts. */
    private static void mixed(Anvil anvil, Random random, int count) throws Exception {
        JsonNode accounts = anvil.rpc("eth_accounts");
        for (int i = 0; i < count; i++) {
            String from = accounts.get(random.nextInt(accounts.size())).asText();
            String common = "{\"from\":\"" + from + "\",\"gas\":\"0x20000\"," + type(random.nextInt(3));
            String what =
                    switch (random.nextInt(4)) {
                        case 0 -> ",\"to\":\"0x" + "ab".repeat(20) + "\",\"value\":\"0x1\"}";
                        case 1 -> ",\"data\":\"0x60006000fd\"}";
                        default -> ",\"data\":\"0x" + logs(random) + "00\"}";
                    };
            anvil.rpc("eth_sendTransaction", common + what);
        }
    }

    private static String type(int type) {
        String price = "\"gasPrice\":\"0x174876e800\"";
        return switch (type) {
            case 0 -> price + ",\"type\":\"0x0\"";
            case 1 -> price + ",\"type\":\"0x1\",\"accessList\":[]";
            default -> "\"maxFeePerGas\":\"0x174876e800\",\"maxPriorityFeePerGas\":\"0x1\",\"type\":\"0x2\"";
        };
    }

    /** Code that logs a few times, with none to four topics. */
    private static String logs(Random random) {
        StringBuilder code = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int topics = random.nextInt(5);
            code.append("60aa".repeat(topics)).append("60").append(random.nextBoolean() ? "20" : "00");
            code.append("6000").append(Integer.toHexString(0xa0 + topics));
        }
        return code.toString();
    }

    @Test
    void anAnchorVerifiesFromFilesAloneWhenItsNodeIsGone() throws Exception {
        TestProofs hospital = new TestProofs();
        Anchor anchor;
        ChainIdentity log;
        ReceiptProof receipt;
        try (Anvil anvil = Anvil.start("--chain-id", "31339")) {
            anvil.fund(OWNER.address());
            EthereumNode node = EthereumNode.http(anvil.uri(), Duration.ofSeconds(20));
            log = new LogProvisioning(node, OWNER, LogRules.publisherAlone(), Duration.ofSeconds(20))
                    .deployAndCreate(ORIGIN);
            EthereumChain chain = new EthereumChain(node, log, OWNER);
            PendingAnchor pending = new PendingAnchor(
                    1, PendingAnchor.NO_HEAD, 8, hospital.anchor().root());
            AnchorChain.Signed signed = chain.sign(first(pending), chain.nextNonce(), chain.marketFees());
            chain.send(signed.raw());
            anvil.receipt(signed.transactionHash());
            anchor = chain.reader().head().orElseThrow();
            receipt = new AnchorReceipts(node).prove(log, anchor);
        }
        String proof = hospital.proof(1, new AnchorEvidence(AnchorEvidence.Ledger.NETWORK, log, anchor))
                .withEvidence(List.of(receipt))
                .json();
        TrustFile first =
                new TrustFile(TestLog.ORIGIN, List.of(TestLog.SIGNER.verifier()), log, EnumSet.noneOf(Evidence.class));
        TrustFile trust = first.withPins(
                EnumSet.of(Evidence.HEADER),
                TestEvidence.headers(new ArchivedHeader(anchor.blockNumber(), bytes(anchor.blockHash()))));
        Verification result =
                CommandLineVerdict.verification(trust.json().getBytes(UTF_8), proof.getBytes(UTF_8), null);
        assertThat(result.findings()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void anchorsOnTheLedgerInThisProcessAreProven() throws Exception {
        try (DevLedger ledger = DevLedger.open(
                directory.resolve("ledger"),
                () -> Genesis.random(1337, Address.parse(OWNER.address()), 1_700_000_000),
                Clock.systemUTC())) {
            EthereumNode node = EthereumNode.development(ledger);
            ChainIdentity log = new LogProvisioning(node, OWNER, LogRules.publisherAlone(), Duration.ofSeconds(1))
                    .deployAndCreate(ORIGIN);
            EthereumChain chain = new EthereumChain(node, log, OWNER);
            PendingAnchor pending = new PendingAnchor(1, PendingAnchor.NO_HEAD, 7, "ab".repeat(32));
            chain.send(chain.sign(first(pending), chain.nextNonce(), chain.marketFees())
                    .raw());
            Anchor anchor = chain.reader().head().orElseThrow();
            ReceiptProof proof = new AnchorReceipts(node).prove(log, anchor);
            ReceiptProof.Shown shown = proof.open(bytes(log.contract()), bytes(log.logId()));
            assertThat(shown.header().hash()).isEqualTo(bytes(anchor.blockHash()));
            assertThat(shown.anchor().root()).isEqualTo(bytes("0x" + anchor.root()));
        }
    }

    private static Append first(PendingAnchor pending) {
        return Append.of(Optional.empty(), pending, new Endorsement(List.of(), LogRules.publisherAlone(), List.of()));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.substring(2));
    }
}
