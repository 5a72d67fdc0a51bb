package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;
import java.util.List;

/**
 * What a LOG instruction left.
 *
 * @param address the contract that logged
 * @param topics at most four words
 * @param data any bytes
 */
public record LogEntry(Address address, List<BigInteger> topics, byte[] data) {}
