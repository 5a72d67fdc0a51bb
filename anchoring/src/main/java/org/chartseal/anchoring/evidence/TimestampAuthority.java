package org.chartseal.anchoring.evidence;

import java.io.IOException;

/** A time stamp authority (RFC 3161), which sees nothing but a hash. */
public interface TimestampAuthority {
    /**
     * Has a digest stamped.
     *
     * @param digest SHA-256, 32 bytes; of a checkpoint, of its signed text
     * @return a token that answers this request; whether its signer is to be trusted is for {@link TimestampVerifier}
     * @throws IOException if the authority does not answer, refuses, or answers something else
     */
    TimestampToken stamp(byte[] digest) throws IOException;
}
