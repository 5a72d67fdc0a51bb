package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.devchain.Genesis;
import org.chartseal.anchoring.devchain.LedgerFixture;
import org.web3j.crypto.ContractUtils;

/** One log in the contract on both chains, and the anchors it got so far. */
final class LogOnBoth {
    static final LocalSigner PUBLISHER = LedgerFixture.RICH;
    static final String CONTRACT = ContractUtils.generateContractAddress(PUBLISHER.address(), BigInteger.ZERO);
    static final byte[] ORIGIN = new byte[32];

    private final BothChains chains;
    final ChainIdentity identity;
    LogRules rules;
    private PendingAnchor newest;

    private LogOnBoth(BothChains chains, ChainIdentity identity, LogRules rules) {
        this.chains = chains;
        this.identity = identity;
        this.rules = rules;
    }

    static void deploy(BothChains chains) throws Exception {
        assertThat(chains.send(PUBLISHER, "", AnchorContract.creationCode())
                        .get("status")
                        .asText())
                .isEqualTo("0x1");
    }

    /** Creates a log. */
    static LogOnBoth create(BothChains chains, int nonce, LogRules rules) throws Exception {
        byte[] bytes = new byte[32];
        bytes[30] = (byte) (nonce >> 8);
        bytes[31] = (byte) nonce;
        ChainIdentity identity = identity(
                AnchorContract.logId(Genesis.DEFAULT_CHAIN_ID, CONTRACT, PUBLISHER.address(), ORIGIN, bytes, rules));
        LogOnBoth log = new LogOnBoth(chains, identity, rules);
        log.succeeds(PUBLISHER, AnchorContract.createLog(ORIGIN, bytes, rules));
        return log;
    }

    static ChainIdentity identity(String logId) {
        return new ChainIdentity(Genesis.DEFAULT_CHAIN_ID, "0x", CONTRACT, AnchorContract.codeHash(), logId);
    }

    /** The next anchor of a growing tree, not yet sent. */
    PendingAnchor next(long treeSize, String root) {
        return new PendingAnchor(
                newest == null ? 1 : newest.sequence() + 1,
                newest == null ? PendingAnchor.NO_HEAD : newest.head(identity.logId()),
                treeSize,
                root);
    }

    Optional<PendingAnchor> newest() {
        return Optional.ofNullable(newest);
    }

    String data(PendingAnchor next, List<byte[]> proof, List<MemberSignature> signatures) {
        return data(next, new Endorsement(proof, rules, signatures));
    }

    String data(PendingAnchor next, Endorsement endorsement) {
        return AnchorContract.anchor(identity.logId(), Append.of(newest(), next, endorsement));
    }

    /** Appends what the tree has, and what it took of gas. */
    long append(TestTree tree, long treeSize) throws Exception {
        PendingAnchor next = next(treeSize, tree.rootHex(treeSize));
        long from = newest().map(PendingAnchor::treeSize).orElse(0L);
        String data = data(
                next, tree.consistencyProof(from, treeSize), tree.signatures(identity, rules, treeSize, next.root()));
        JsonNode receipt = succeeds(PUBLISHER, data);
        newest = next;
        return Long.decode(receipt.get("gasUsed").asText());
    }

    /** Takes this as appended. */
    void appended(PendingAnchor anchor) {
        newest = anchor;
    }

    JsonNode succeeds(Signer from, String data) throws Exception {
        JsonNode receipt = chains.send(from, CONTRACT, data);
        assertThat(receipt.get("status").asText()).as(() -> said(from, data)).isEqualTo("0x1");
        return receipt;
    }

    /** Both refuse, by call and by transaction, and say so. */
    void refuses(Signer from, String data, String error) throws Exception {
        assertThat(chains.call(from.address(), CONTRACT, data)).contains(error);
        String before = head();
        assertThat(chains.send(from, CONTRACT, data).get("status").asText()).isEqualTo("0x0");
        assertThat(head()).isEqualTo(before);
    }

    String head() throws Exception {
        return chains.call(PUBLISHER.address(), CONTRACT, AnchorContract.headOf(identity.logId()));
    }

    private String said(Signer from, String data) {
        try {
            return chains.call(from.address(), CONTRACT, data);
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }
}
