package org.chartseal.anchoring.promise;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.CheckpointVerifier;

/**
 * A log's word that each of some versions has its leaf by a deadline. A version stands in it by the commitment {@code w} of
 * its leaf, 32 bytes, which tells nobody what it is of.
 *
 * @param origin the log's
 * @param deadlineMs milliseconds since 1970
 * @param count number of versions, 1 to 65535
 * @param digest SHA-256 of their {@code w} in ascending order
 */
public record WritePromise(String origin, long deadlineMs, int count, byte[] digest) {
    /** Most versions that one promise can be about. */
    public static final int MOST = 0xffff;

    private static final byte[] NAME = "fhirlog/promise/v1\0".getBytes(StandardCharsets.US_ASCII);

    /** @throws PromiseFormatException if a value is out of its range */
    public WritePromise {
        if (origin.isEmpty() || origin.getBytes(UTF_8).length > 0xffff || deadlineMs < 0) {
            throw new PromiseFormatException("expected an origin and a deadline from 1970 on");
        }
        if (count < 1 || count > MOST || digest.length != Sha256.LENGTH) {
            throw new PromiseFormatException("expected 1 to " + MOST + " versions and a digest of " + Sha256.LENGTH
                    + " bytes, found " + count + " and " + digest.length);
        }
    }

    /**
     * The promise for these versions, in whatever order they are given.
     *
     * @param writes the {@code w} of each, 32 bytes
     * @throws PromiseFormatException if one is given twice, has another length, or there are none or too many
     */
    public static WritePromise of(String origin, long deadlineMs, Collection<byte[]> writes) {
        return new WritePromise(origin, deadlineMs, writes.size(), digest(writes));
    }

    /** Whether it is for these versions and no others. */
    public boolean isOf(Collection<byte[]> writes) {
        return writes.size() == count && Arrays.equals(digest(writes), digest);
    }

    private static byte[] digest(Collection<byte[]> writes) {
        List<byte[]> sorted = writes.stream().sorted(Arrays::compareUnsigned).toList();
        ByteBuffer all = ByteBuffer.allocate(sorted.size() * Sha256.LENGTH);
        byte[] before = new byte[0];
        for (byte[] w : sorted) {
            if (w.length != Sha256.LENGTH || Arrays.equals(w, before)) {
                throw new PromiseFormatException("expected " + Sha256.LENGTH + " bytes a version, each once");
            }
            all.put(w);
            before = w;
        }
        return Sha256.hash(all.array());
    }

    /** Has the log's key sign it. */
    public SignedPromise sign(CheckpointSigner signer) {
        return new SignedPromise(this, signer.verifier().keyId(), signer.sign(message()));
    }

    boolean signedBy(CheckpointVerifier key, byte[] signature) {
        return key.verifiesNamed(message(), signature);
    }

    private byte[] message() {
        byte[] name = origin.getBytes(UTF_8);
        return ByteBuffer.allocate(NAME.length + 2 + name.length + 8 + 2 + digest.length)
                .put(NAME)
                .putShort((short) name.length)
                .put(name)
                .putLong(deadlineMs)
                .putShort((short) count)
                .put(digest)
                .array();
    }
}
