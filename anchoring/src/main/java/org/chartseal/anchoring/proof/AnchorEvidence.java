package org.chartseal.anchoring.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.ChainIdentity;

/**
 * What a proof file says of an anchor: a claim until a node confirms it.
 *
 * @param ledger what kind of chain the server says it is
 */
public record AnchorEvidence(Ledger ledger, ChainIdentity identity, Anchor anchor) {
    private static final String TYPE = "evm-anchor/1";

    /** Kinds of chain. */
    public enum Ledger {
        /** In the operator's own process, its key on the same host: no evidence against the operator. */
        DEVELOPMENT("development"),
        /** A chain of others. */
        NETWORK("network");

        private final String word;

        Ledger(String word) {
            this.word = word;
        }

        static Ledger of(String word, Fields fields) {
            for (Ledger ledger : values()) {
                if (ledger.word.equals(word)) {
                    return ledger;
                }
            }
            throw fields.fail("ledger", "development or network");
        }
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE);
        json.put("ledger", ledger.word);
        writeIdentity(identity, json);
        json.put("sequence", Long.toString(anchor.sequence()));
        json.put("treeSize", Long.toString(anchor.treeSize()));
        json.put("root", anchor.root());
        json.put("blockNumber", Long.toString(anchor.blockNumber()));
        json.put("blockHash", anchor.blockHash());
        json.put("blockTime", Long.toString(anchor.blockTime()));
        json.put("transactionHash", anchor.transactionHash());
        return json;
    }

    static AnchorEvidence read(Fields fields) {
        fields.constant("type", TYPE);
        return new AnchorEvidence(
                Ledger.of(fields.text("ledger"), fields),
                readIdentity(fields),
                new Anchor(
                        fields.number("sequence"),
                        fields.number("treeSize"),
                        Hex.of(fields.hex("root", 32)),
                        fields.number("blockNumber"),
                        fields.hex0x("blockHash", 32),
                        fields.number("blockTime"),
                        fields.hex0x("transactionHash", 32)));
    }

    static void writeIdentity(ChainIdentity identity, Map<String, Object> json) {
        json.put("chainId", Long.toString(identity.chainId()));
        json.put("genesisHash", identity.genesisHash());
        json.put("contract", identity.contract());
        json.put("codeHash", identity.codeHash());
        json.put("logId", identity.logId());
    }

    static ChainIdentity readIdentity(Fields fields) {
        return new ChainIdentity(
                fields.number("chainId"),
                fields.hex0x("genesisHash", 32),
                fields.hex0x("contract", 20),
                fields.hex0x("codeHash", 32),
                fields.hex0x("logId", 32));
    }
}
