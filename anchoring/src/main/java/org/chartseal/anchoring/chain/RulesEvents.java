package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.web3j.crypto.Hash;
import org.web3j.protocol.core.methods.response.Log;

/** The rules of a log, from the events that stated them. The contract has only their hash, which what is found must meet. */
final class RulesEvents {
    static final String CREATED =
            Hash.sha3String("LogCreated(bytes32,address,bytes32,bytes32,(uint64,uint32,uint8,uint8,address[]))");
    static final String CHANGED =
            Hash.sha3String("Changed(bytes32,uint64,address,(uint64,uint32,uint8,uint8,address[]))");
    /** Both events have one word and the offset of the rules before these. */
    static final int RULES = 2;

    private RulesEvents() {}

    /**
     * Finds the rules with this hash.
     *
     * @throws IOException if no event states them
     */
    static LogRules find(EthereumNode node, ChainIdentity log, String rulesHash) throws IOException {
        List<Log> events = new ArrayList<>(node.logs(log.contract(), CREATED, log.logId()));
        events.addAll(node.logs(log.contract(), CHANGED, log.logId()));
        for (Log event : events) {
            LogRules rules = new EventWords(event.getData()).rules(RULES);
            if (rules.hash().equals(rulesHash)) {
                return rules;
            }
        }
        throw new IOException("rules of " + log.logId() + ": expected an event that states those with hash " + rulesHash
                + ", found none in " + events.size());
    }
}
