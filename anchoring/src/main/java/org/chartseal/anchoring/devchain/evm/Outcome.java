package org.chartseal.anchoring.devchain.evm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction did.
 *
 * @param result how its outermost frame ended
 * @param gasUsed gas to pay for, intrinsic gas included, refund taken off
 * @param created address of the contract it was to create, null if it was a call
 * @param logs in order, empty unless it succeeded
 */
public record Outcome(ExecutionResult result, long gasUsed, @Nullable Address created, List<LogEntry> logs) {}
