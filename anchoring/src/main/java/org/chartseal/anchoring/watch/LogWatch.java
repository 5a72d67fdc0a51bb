package org.chartseal.anchoring.watch;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.LogServer;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.watch.Alarm.Kind;

/** Compares what a server shows as its newest tree with what it showed before, and with the chain. */
final class LogWatch {
    private final TrustFile trust;
    private final String source;
    private final LogServer server;

    LogWatch(TrustFile trust, String source, LogServer server) {
        this.trust = trust;
        this.source = source;
        this.server = server;
    }

    String source() {
        return source;
    }

    /**
     * What a look came to.
     *
     * @param checkpoint the newest one
     * @param alarm that it contradicts what was before, empty if it continues it
     */
    record Look(SignedCheckpoint checkpoint, Optional<Alarm> alarm) {}

    /**
     * Looks once.
     *
     * @param before the checkpoint that was taken over last
     * @param anchor the newest one that the chain has, read before: in all honesty the log is never behind it
     * @throws IOException if the server does not answer, or not with a checkpoint of the pinned log and the proofs it needs
     */
    Look look(Optional<SignedCheckpoint> before, Optional<PendingAnchor> anchor) throws IOException {
        SignedCheckpoint shown = server.checkpoint();
        if (!trust.signed(shown)) {
            throw new IOException("expected a checkpoint of " + trust.origin() + " by a pinned key, found one of "
                    + shown.checkpoint().origin());
        }
        if (before.isPresent()) {
            SignedCheckpoint known = before.get();
            Optional<Alarm> alarm = compare(
                    known.checkpoint().size(),
                    known.checkpoint().root(),
                    "that it showed before",
                    shown,
                    Map.of("before", known.text(), "now", shown.text()));
            if (alarm.isPresent()) {
                return new Look(shown, alarm);
            }
        }
        return new Look(
                shown,
                anchor.isEmpty()
                        ? Optional.empty()
                        : compare(
                                anchor.get().treeSize(),
                                HexFormat.of().parseHex(anchor.get().root()),
                                "of anchor " + anchor.get().sequence(),
                                shown,
                                Map.of("anchor", anchor.get().toString(), "now", shown.text())));
    }

    private Optional<Alarm> compare(
            long size, byte[] root, String which, SignedCheckpoint shown, Map<String, String> evidence)
            throws IOException {
        long now = shown.checkpoint().size();
        if (now < size) {
            return Optional.of(new Alarm(
                    Kind.ROLLBACK,
                    source,
                    "expected at least the " + size + " leaves " + which + ", found " + now,
                    evidence));
        }
        if (now == size) {
            return Arrays.equals(root, shown.checkpoint().root())
                    ? Optional.empty()
                    : Optional.of(new Alarm(
                            Kind.FORK,
                            source,
                            "expected root " + HexFormat.of().formatHex(root) + " of the " + size + " leaves " + which
                                    + ", found "
                                    + HexFormat.of()
                                            .formatHex(shown.checkpoint().root()),
                            evidence));
        }
        ConsistencyProof proof = server.consistency(size, now);
        if (proof.from() != size || proof.to() != now) {
            throw new IOException("expected a proof from " + size + " to " + now + " leaves, found one from "
                    + proof.from() + " to " + proof.to());
        }
        return proof.verifies(root, shown.checkpoint().root())
                ? Optional.empty()
                : Optional.of(new Alarm(
                        Kind.FORK,
                        source,
                        "expected a proof that " + now + " leaves continue the " + size + " " + which
                                + ", found one that does not hold",
                        evidence));
    }
}
