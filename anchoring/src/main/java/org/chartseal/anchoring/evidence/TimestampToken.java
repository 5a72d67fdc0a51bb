package org.chartseal.anchoring.evidence;

/**
 * A time stamp token of RFC 3161 over the SHA-256 of a checkpoint's signed text ({@code rfc3161/1}).
 *
 * @param der the token, a CMS SignedData
 */
public record TimestampToken(byte[] der) implements EvidenceItem {}
