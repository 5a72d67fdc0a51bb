package org.chartseal.anchoring.evidence;

import java.util.Set;
import org.chartseal.anchoring.devchain.evm.Address;

/**
 * Who seals blocks from some height on, until another set follows.
 *
 * @param fromBlock the first block that the set seals
 * @param fromTime time of that block, seconds since 1970
 */
public record ValidatorSet(long fromBlock, long fromTime, Set<Address> addresses) {
    public ValidatorSet {
        addresses = Set.copyOf(addresses);
    }
}
