package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.jspecify.annotations.Nullable;

/** L1: what the server answers now, against an authenticated leaf. */
final class ServerCheck {
    private static final String HIDDEN =
            "the server has the content as logged, but does not return the version to these credentials";

    private final TrustFile trust;
    private final LogServer server;

    ServerCheck(TrustFile trust, LogServer server) {
        this.trust = trust;
        this.server = server;
    }

    LevelResult check(Checkpoint proven, ProofFile proof, @Nullable LeafWrite write, List<Finding> findings) {
        List<Finding> found = new ArrayList<>();
        try {
            SignedCheckpoint newest = server.checkpoint();
            if (!trust.signed(newest)) {
                return new LevelResult(Level.L1, Status.FAILED, "its checkpoint is not signed by a pinned key");
            }
            history(proven, newest.checkpoint(), found);
            if (write != null && write.kind() == LeafKind.VERSION) {
                resource(proof, write, found);
            }
        } catch (IOException e) {
            findings.addAll(found);
            return new LevelResult(
                    Level.L1, found.isEmpty() ? Status.NOT_CHECKED : Status.FAILED, "no answer: " + e.getMessage());
        }
        findings.addAll(found);
        if (found.size() == 1 && found.get(0).reason().equals(HIDDEN)) {
            return new LevelResult(Level.L1, Status.NOT_CHECKED, HIDDEN);
        }
        return found.isEmpty()
                ? new LevelResult(Level.L1, Status.PASSED, "its log continues this one and it shows the same content")
                : new LevelResult(Level.L1, Status.FAILED, found.get(0).reason());
    }

    /** Whether its log continues the one that was proven, and nothing else. */
    LevelResult continues(Checkpoint proven, List<Finding> findings) {
        List<Finding> found = new ArrayList<>();
        try {
            SignedCheckpoint newest = server.checkpoint();
            if (!trust.signed(newest)) {
                return new LevelResult(Level.L1, Status.FAILED, "its checkpoint is not signed by a pinned key");
            }
            history(proven, newest.checkpoint(), found);
        } catch (IOException e) {
            return new LevelResult(Level.L1, Status.NOT_CHECKED, "no answer: " + e.getMessage());
        }
        findings.addAll(found);
        return found.isEmpty()
                ? new LevelResult(Level.L1, Status.PASSED, "its log continues this one")
                : new LevelResult(Level.L1, Status.FAILED, found.get(0).reason());
    }

    /**
     * Whether the server shows the very leaf, and under it the content as it was logged. Then nothing was taken away: REST
     * hides it from this reader, as a patient's denial does. A server that shows neither says nothing for itself.
     */
    private boolean stillLogged(ProofFile proof, LeafWrite write) {
        try {
            OpenedLeaf leaf = server.leaf(proof.leafIndex()).orElse(null);
            return leaf != null
                    && leaf.content() != null
                    && Arrays.equals(leaf.entry(), proof.leaf().commitment().entry())
                    && Arrays.equals(
                            CanonicalResource.contentHash(leaf.content().getBytes(UTF_8)), write.contentHash());
        } catch (IOException noAnswer) {
            return false;
        }
    }

    private void history(Checkpoint proven, Checkpoint newest, List<Finding> found) throws IOException {
        if (newest.size() < proven.size()) {
            found.add(new Finding(
                    Verdict.TAMPERED,
                    "the server's log has " + newest.size() + " leaves, fewer than the " + proven.size()
                            + " it signed before"));
        } else if (newest.size() == proven.size()) {
            if (!Arrays.equals(newest.root(), proven.root())) {
                found.add(new Finding(Verdict.TAMPERED, "the log signed two roots for " + proven.size() + " leaves"));
            }
        } else {
            var path = server.consistency(proven.size(), newest.size());
            boolean sizes = path.from() == proven.size() && path.to() == newest.size();
            if (!sizes || !path.verifies(proven.root(), newest.root())) {
                found.add(new Finding(
                        Verdict.TAMPERED, "the server cannot show that its log continues the one it signed before"));
            }
        }
    }

    private void resource(ProofFile proof, LeafWrite write, List<Finding> found) throws IOException {
        String content = proof.content();
        Optional<byte[]> now = server.resource(write.type(), write.id(), write.versionId());
        if (now.isEmpty()) {
            found.add(
                    stillLogged(proof, write)
                            ? new Finding(Verdict.INCONCLUSIVE, HIDDEN)
                            : new Finding(Verdict.WITHHELD, "the server no longer returns the version"));
            return;
        }
        try {
            List<Finding> differences = CopyCheck.check(write, now.get());
            List<String> lexemes = new ArrayList<>();
            if (content != null
                    && differences.size() == 1
                    && differences.get(0).verdict() == Verdict.TAMPERED
                    && LexemeComparison.sameDecoded(
                            JsonReader.readObject(content.getBytes(UTF_8)), JsonReader.readObject(now.get()), lexemes)
                    && !lexemes.isEmpty()) {
                found.add(new Finding(
                        Verdict.NOT_VERIFIABLE, "the server writes these numbers in another way: " + lexemes));
            } else {
                differences.forEach(
                        finding -> found.add(new Finding(finding.verdict(), "the server: " + finding.reason())));
            }
        } catch (ProofFormatException | CanonicalizationException e) {
            found.add(new Finding(Verdict.NOT_VERIFIABLE, "the server's answer has no canonical form"));
        }
    }
}
