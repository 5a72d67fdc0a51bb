package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.crypto.Hash;
import org.web3j.protocol.core.methods.response.Log;

/** The rules of a log, from the events that stated them. The contract has only their hash, which what is found must meet. */
final class RulesEvents {
    private static final String CREATED =
            Hash.sha3String("LogCreated(bytes32,address,bytes32,bytes32,(uint64,uint32,uint8,uint8,address[]))");
    private static final String CHANGED =
            Hash.sha3String("Changed(bytes32,uint64,address,(uint64,uint32,uint8,uint8,address[]))");
    private static final int WORD = 64;
    /** Both events have one word and the offset of the rules before these. */
    private static final int RULES = 2;

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
            LogRules rules = read(event.getData());
            if (rules.hash().equals(rulesHash)) {
                return rules;
            }
        }
        throw new IOException("rules of " + log.logId() + ": expected an event that states those with hash " + rulesHash
                + ", found none in " + events.size());
    }

    private static LogRules read(String data) throws IOException {
        try {
            int count = number(data, RULES + 5).intValueExact();
            List<String> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                members.add("0x" + word(data, RULES + 6 + i).substring(24));
            }
            return new LogRules(
                    number(data, RULES).longValueExact(),
                    number(data, RULES + 1).longValueExact(),
                    number(data, RULES + 2).intValueExact(),
                    number(data, RULES + 3).intValueExact(),
                    members);
        } catch (ArithmeticException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("rules: expected an event of the contract, found " + data, e);
        }
    }

    private static BigInteger number(String data, int index) {
        return new BigInteger(word(data, index), 16);
    }

    private static String word(String data, int index) {
        return EthereumNode.lower(data.substring(2 + WORD * index, 2 + WORD * (index + 1)));
    }
}
