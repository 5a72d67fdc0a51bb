package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.Sha256;

/** Keys, salts and writes of a log that is the same in every run. */
public final class TestLog {
    public static final String ORIGIN = "hospital.example/fhirlog/test";
    public static final long TIME_MS = 1_704_164_645_678L;
    public static final String TIME = "2024-01-02T03:04:05.678Z";
    public static final CheckpointSigner SIGNER = CheckpointSigner.fromSeed(ORIGIN, sha("log signing key"));
    public static final LogSalts SALTS = new LogSalts() {
        @Override
        public byte[] log(long leafIndex, int part) {
            return Salts.log(sha("log key"), leafIndex, part);
        }

        @Override
        public byte[] subject(String subject, long leafIndex) {
            return subject.equals("Patient/erased") ? null : Salts.subject(sha(subject), leafIndex);
        }
    };

    private TestLog() {}

    public static Sequencer sequencer(LogStore store) {
        return new Sequencer(ORIGIN, store, SALTS, SIGNER, Clock.fixed(Instant.ofEpochMilli(TIME_MS), ZoneOffset.UTC));
    }

    public static LeafWrite version(String type, String id, int version, String json) {
        CanonicalResource resource = Canonicalizer.canonicalize(json.getBytes(UTF_8));
        return LeafWrite.version(ORIGIN, type, id, Integer.toString(version), TIME_MS, resource);
    }

    public static LeafWrite observation(String id, int version) {
        return version("Observation", id, version, "{\"id\":\"" + id + "\",\"value\":" + version + "}");
    }

    /** The salt of W, as a server derives it from a leaf key and a random value. */
    public static byte[] writeSalt(LeafWrite write) {
        return Salts.write(sha("leaf key"), sha("random" + write.resource() + write.versionId()));
    }

    public static byte[] w(LeafWrite write) {
        return Commitment.write(writeSalt(write), write.encode());
    }

    public static long enqueue(InMemoryLogStore store, LeafWrite write, String... subjects) {
        return store.enqueue(write, w(write), List.of(subjects), null);
    }

    public static byte[] sha(String text) {
        return Sha256.hash(text.getBytes(UTF_8));
    }
}
