package org.chartseal.anchoring.log;

/** The newest leaf in the chain of one patient. */
public record SubjectHead(long subjectSeq, byte[] leafHash) {}
