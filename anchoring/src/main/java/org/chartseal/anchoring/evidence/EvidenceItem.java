package org.chartseal.anchoring.evidence;

/** What a proof file of format 2 shows for a checkpoint: nothing is believed for being in the file. */
public sealed interface EvidenceItem permits ReceiptProof, TimestampToken, OpenTimestamp {}
