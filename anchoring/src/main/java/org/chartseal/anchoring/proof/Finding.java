package org.chartseal.anchoring.proof;

/** One reason for a verdict, in words that hold no clinical data. */
public record Finding(Verdict verdict, String reason) {}
