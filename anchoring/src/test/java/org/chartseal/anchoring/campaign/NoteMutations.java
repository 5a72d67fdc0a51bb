package org.chartseal.anchoring.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TestLog;

/** Checkpoints that the log's key did not sign. */
final class NoteMutations {
    private NoteMutations() {}

    static List<Mutation> wellFormed() {
        return List.of(
                (base, random) -> signature(base, "signature bytes", line -> flip(line, random, 4, 68), false),
                (base, random) -> signature(base, "signature key id", line -> flip(line, random, 0, 4), false),
                (base, random) -> signature(base, "signature name", NoteMutations::renamed, false),
                (base, random) -> signature(base, "signature length", line -> cut(line, random), false),
                NoteMutations::anotherKey,
                NoteMutations::anotherKeyOfTheSameName,
                NoteMutations::anotherKeyBeside,
                NoteMutations::unsignedBody,
                NoteMutations::ownLog);
    }

    private interface Change {
        NoteSignature of(NoteSignature line);
    }

    private static Mutant signature(Base base, String kind, Change change, boolean harmless) {
        SignedCheckpoint note = note(base);
        return with(
                base,
                kind,
                new SignedCheckpoint(
                        note.checkpoint(),
                        note.signatures().stream().map(change::of).toList()),
                harmless);
    }

    private static NoteSignature flip(NoteSignature line, Random random, int from, int to) {
        byte[] id = line.keyId().clone();
        byte[] signature = line.signature().clone();
        int at = from + random.nextInt(to - from);
        if (at < 4) {
            id[at] ^= (byte) (1 << random.nextInt(8));
        } else {
            signature[at - 4] ^= (byte) (1 << random.nextInt(8));
        }
        return new NoteSignature(line.keyName(), id, signature);
    }

    private static NoteSignature renamed(NoteSignature line) {
        return new NoteSignature(line.keyName() + "x", line.keyId(), line.signature());
    }

    private static NoteSignature cut(NoteSignature line, Random random) {
        byte[] signature = new byte[1 + random.nextInt(100)];
        System.arraycopy(line.signature(), 0, signature, 0, Math.min(signature.length, 63));
        if (signature.length == 64) {
            // Every sixteenth signature ends with a zero: it would be whole again.
            signature[63] = (byte) (line.signature()[63] ^ 1);
        }
        return new NoteSignature(line.keyName(), line.keyId(), signature);
    }

    private static Mutant anotherKey(Base base, Random random) {
        CheckpointSigner thief = CheckpointSigner.fromSeed("thief", TestLog.sha("thief" + random.nextInt(5)));
        return with(base, "another key", thief.sign(note(base).checkpoint()), false);
    }

    /** The thief's valid signature under the log's own key name and key id. */
    private static Mutant anotherKeyOfTheSameName(Base base, Random random) {
        SignedCheckpoint note = note(base);
        NoteSignature own = note.signatures().get(0);
        CheckpointSigner thief = CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("thief" + random.nextInt(5)));
        NoteSignature line = new NoteSignature(
                own.keyName(),
                own.keyId(),
                thief.sign(note.checkpoint()).signatures().get(0).signature());
        return with(base, "another key's signature", new SignedCheckpoint(note.checkpoint(), List.of(line)), false);
    }

    private static Mutant anotherKeyBeside(Base base, Random random) {
        SignedCheckpoint note = note(base);
        List<NoteSignature> lines = new ArrayList<>(note.signatures());
        lines.add(
                random.nextInt(lines.size() + 1),
                CheckpointSigner.fromSeed("witness", TestLog.sha("witness"))
                        .sign(note.checkpoint())
                        .signatures()
                        .get(0));
        return with(base, "another key beside the log's", new SignedCheckpoint(note.checkpoint(), lines), true);
    }

    /** Another origin, size, root or one more line under the log's old signature. */
    private static Mutant unsignedBody(Base base, Random random) {
        SignedCheckpoint note = note(base);
        Checkpoint old = note.checkpoint();
        byte[] root = old.root().clone();
        root[random.nextInt(32)] ^= 1;
        Checkpoint[] bodies = {
            new Checkpoint(old.origin() + "x", old.size(), old.root()),
            new Checkpoint(old.origin(), old.size() + 1, old.root()),
            new Checkpoint(old.origin(), old.size(), root),
            new Checkpoint(old.origin(), old.size(), old.root(), List.of("one more line")),
        };
        return with(
                base,
                "body that was not signed",
                new SignedCheckpoint(bodies[random.nextInt(bodies.length)], note.signatures()),
                false);
    }

    /** The whole proof under a checkpoint of the same tree by another log. */
    private static Mutant ownLog(Base base, Random random) {
        Checkpoint old = note(base).checkpoint();
        CheckpointSigner thief = CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("thief" + random.nextInt(5)));
        String origin = random.nextBoolean() ? old.origin() : "thief.example/log";
        return with(base, "self-made log", thief.sign(new Checkpoint(origin, old.size(), old.root())), false);
    }

    private static SignedCheckpoint note(Base base) {
        return SignedCheckpoint.parse(base.tree().get("checkpoint").asText());
    }

    private static Mutant with(Base base, String kind, SignedCheckpoint note, boolean harmless) {
        ObjectNode root = base.tree();
        root.put("checkpoint", note.text());
        return Mutant.of("note, " + kind, root, harmless);
    }
}
