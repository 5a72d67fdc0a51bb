package org.chartseal.anchoring.log;

import java.util.Optional;

/**
 * What one call of the sequencer did.
 *
 * @param leaves leaves appended, genesis among them
 * @param head the head this call saw last
 * @param checkpoint the checkpoint it signed and stored, if any
 */
public record SequencerResult(int leaves, LogHead head, Optional<SignedCheckpoint> checkpoint) {}
