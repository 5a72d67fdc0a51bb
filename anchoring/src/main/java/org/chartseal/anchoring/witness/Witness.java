package org.chartseal.anchoring.witness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.StatementSigner;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.CosignatureSigner;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.Tile;
import org.chartseal.anchoring.log.TilePath;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.witness.Observation.Consistent;
import org.chartseal.anchoring.witness.Observation.Contradicted;
import org.chartseal.anchoring.witness.Observation.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Signs a log's checkpoints, for its chain and for those who ask no chain, and only such as continue all that it signed before and whose every entry it
 * has itself: a consistency proof alone does not show that there is anything under the new part of the tree.
 *
 * <p>What it took over is on disk before a signature leaves. It never signs two roots of one size, an older root than its
 * mirror gives, another log, or anything once it has seen a fork: until a person has looked and taken the evidence away.
 */
public final class Witness implements Closeable {
    private final TrustFile trust;
    private final WitnessedLog log;
    private final Path directory;
    private final Mirror mirror;
    private final Attestor attestor;

    private Witness(TrustFile trust, WitnessedLog log, Path directory, Mirror mirror, Attestor attestor) {
        this.trust = trust;
        this.log = log;
        this.directory = directory;
        this.mirror = mirror;
        this.attestor = attestor;
    }

    /** A witness that signs for the chain alone. */
    public static Witness open(TrustFile trust, WitnessedLog log, StatementSigner signer, Path directory)
            throws IOException {
        return open(trust, log, signer, null, directory, Clock.systemUTC());
    }

    /**
     * A witness with its mirror in a directory.
     *
     * @param trust which log, by which keys, on which chain: had out of band
     * @param cosigner signs checkpoints for whoever has no chain; null for a witness that does not
     * @throws IOException if the directory cannot be used, or its mirror is damaged or of another log
     */
    public static Witness open(
            TrustFile trust,
            WitnessedLog log,
            StatementSigner signer,
            @Nullable CosignatureSigner cosigner,
            Path directory,
            Clock clock)
            throws IOException {
        Mirror mirror = Mirror.open(directory);
        Optional<SignedCheckpoint> known = mirror.checkpoint();
        if (known.isPresent() && !trust.signed(known.get())) {
            mirror.close();
            throw new IOException("mirror: expected the log " + trust.origin() + ", found "
                    + known.get().checkpoint().origin());
        }
        return new Witness(trust, log, directory, mirror, new Attestor(trust, log, signer, cosigner, mirror, clock));
    }

    /** Looks once. Never throws for anything the log does, but for what its own disk does. */
    public Observation look() throws IOException {
        Optional<Path> fork = Evidence.ofAFork(directory);
        if (fork.isPresent()) {
            return new Contradicted(Evidence.Kind.FORK, "seen before: nothing is signed any more", fork.get());
        }
        SignedCheckpoint shown;
        try {
            shown = log.checkpoint();
        } catch (IOException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
        if (!trust.signed(shown)) {
            return new Refused("checkpoint: expected one of " + trust.origin() + " by a pinned key, found "
                    + shown.checkpoint().origin());
        }
        Optional<Observation> trouble = shown.checkpoint().size() <= mirror.size() ? compare(shown) : Optional.empty();
        return trouble.isPresent() ? trouble.get() : follow(shown);
    }

    /** First to what waits, where it is between the mirror and what is shown: then it is the largest tree that is known. */
    private Observation follow(SignedCheckpoint shown) throws IOException {
        long before = mirror.size();
        Asked asked = ask();
        AttestationRequest wanted = asked.wanted();
        SignedCheckpoint note = wanted == null ? null : wanted.note();
        if (wanted != null
                && note != null
                && note.checkpoint().size() > before
                && note.checkpoint().size() < shown.checkpoint().size()
                && wanted.isOf(note.checkpoint())
                && trust.signed(note)) {
            Optional<Observation> trouble = grow(note);
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        boolean early = wanted != null && wanted.treeSize() == mirror.size();
        Observation signed = early ? attest(asked, before) : new Consistent(mirror.size(), 0, 0);
        if (shown.checkpoint().size() > mirror.size()) {
            Optional<Observation> trouble = grow(shown);
            if (trouble.isPresent()) {
                return trouble.get();
            }
        }
        if (!early) {
            return attest(asked, before);
        }
        return signed instanceof Consistent all
                ? new Consistent(mirror.size(), mirror.size() - before, all.signed())
                : signed;
    }

    /** What waits for a signature, or why that is not known. */
    private record Asked(@Nullable AttestationRequest wanted, @Nullable String trouble) {}

    private Asked ask() {
        try {
            return new Asked(log.wanted().orElse(null), null);
        } catch (IOException e) {
            return new Asked(null, String.valueOf(e.getMessage()));
        }
    }

    private Observation attest(Asked asked, long before) throws IOException {
        if (asked.trouble() != null) {
            return new Refused(asked.trouble());
        }
        long added = mirror.size() - before;
        if (asked.wanted() == null) {
            return new Consistent(mirror.size(), added, 0);
        }
        try {
            return new Consistent(mirror.size(), added, attestor.attest(asked.wanted()));
        } catch (Attestor.RefusedException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    /** A tree that is no larger than the mirror must be one that the mirror had. */
    private Optional<Observation> compare(SignedCheckpoint shown) throws IOException {
        Optional<SignedCheckpoint> known = mirror.checkpoint();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Checkpoint checkpoint = shown.checkpoint();
        byte[] ours = mirror.root(checkpoint.size());
        if (!Arrays.equals(ours, checkpoint.root())) {
            return Optional.of(contradicted(
                    Evidence.Kind.FORK,
                    known.get(),
                    shown,
                    "expected root " + hex(ours) + " of " + checkpoint.size() + " leaves, found "
                            + hex(checkpoint.root())));
        }
        if (checkpoint.size() < mirror.size()) {
            return Optional.of(contradicted(
                    Evidence.Kind.ROLLBACK,
                    known.get(),
                    shown,
                    "expected at least " + mirror.size() + " leaves, found " + checkpoint.size()));
        }
        return Optional.empty();
    }

    private Optional<Observation> grow(SignedCheckpoint shown) throws IOException {
        Checkpoint next = shown.checkpoint();
        Optional<SignedCheckpoint> known = mirror.checkpoint();
        try {
            if (known.isPresent() && !isProven(known.get().checkpoint(), next)) {
                return Optional.of(contradicted(
                        Evidence.Kind.FORK,
                        known.get(),
                        shown,
                        "expected a proof that " + next.size() + " leaves continue " + mirror.size()
                                + ", found one that does not hold"));
            }
            fetch(next.size());
        } catch (IOException e) {
            mirror.rollBack();
            return Optional.of(new Refused(String.valueOf(e.getMessage())));
        }
        if (!Arrays.equals(mirror.appendedRoot(), next.root())) {
            String found = hex(mirror.appendedRoot());
            mirror.rollBack();
            return Optional.of(new Refused("entries: expected " + next.size() + " that lead to root " + hex(next.root())
                    + ", found others, which lead to " + found));
        }
        mirror.commit(shown);
        return Optional.empty();
    }

    private boolean isProven(Checkpoint known, Checkpoint next) throws IOException {
        ConsistencyProof proof = log.consistency(known.size(), next.size());
        if (proof.from() != known.size() || proof.to() != next.size()) {
            throw new IOException("consistency: expected a proof from " + known.size() + " to " + next.size()
                    + ", found one from " + proof.from() + " to " + proof.to());
        }
        return proof.verifies(known.root(), next.root());
    }

    private void fetch(long to) throws IOException {
        long at = mirror.size();
        while (at < to) {
            long bundle = at / Tile.WIDTH;
            int width = (int) Math.min(Tile.WIDTH, to - bundle * Tile.WIDTH);
            List<byte[]> entries = EntryBundle.read(log.entries(new TilePath(TilePath.ENTRIES, bundle, width)), width);
            for (byte[] entry : entries.subList((int) (at % Tile.WIDTH), width)) {
                mirror.append(entry);
                at++;
            }
        }
    }

    private Observation contradicted(Evidence.Kind kind, SignedCheckpoint before, SignedCheckpoint now, String detail)
            throws IOException {
        Path file = new Evidence(kind, before, now, detail).write(directory);
        return new Contradicted(kind, detail, file);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() throws IOException {
        mirror.close();
    }
}
