package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.LogEntry;

/**
 * Which logs eth_getLogs wants.
 *
 * @param addresses any of these, or any at all if empty
 * @param topics by position: any of these, or any at all if empty
 */
record LogFilter(long fromBlock, long toBlock, Set<Address> addresses, List<Set<BigInteger>> topics) {
    boolean matches(LogEntry log) {
        if (!addresses.isEmpty() && !addresses.contains(log.address())) {
            return false;
        }
        if (log.topics().size() < topics.size()) {
            return false;
        }
        for (int i = 0; i < topics.size(); i++) {
            Set<BigInteger> wanted = topics.get(i);
            if (!wanted.isEmpty() && !wanted.contains(log.topics().get(i))) {
                return false;
            }
        }
        return true;
    }
}
