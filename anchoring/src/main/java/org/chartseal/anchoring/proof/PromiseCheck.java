package org.chartseal.anchoring.proof;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.promise.SignedPromise;
import org.chartseal.anchoring.promise.WritePromise;
import org.jspecify.annotations.Nullable;

/**
 * Redeems promises against leaves (integrity log, section 3). A promise without its leaf is evidence only where the log
 * itself shows a time after the deadline: by the reader's clock, or by an older copy of the log, nobody could be accused.
 */
final class PromiseCheck {
    private final List<Due> dues = new ArrayList<>();
    private final Map<ByteBuffer, List<Due>> byCommitment = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean unseen;
    private long newestMs = Long.MIN_VALUE;

    /** One promised version, until its leaf comes. */
    private static final class Due {
        private final WritePromise promise;
        private final PromiseFile.Write write;
        private boolean met;

        Due(WritePromise promise, PromiseFile.Write write) {
            this.promise = promise;
            this.write = write;
        }

        String name() {
            return write.version() == null ? "the version of " + Hex.of(write.w()) : write.version();
        }
    }

    PromiseCheck(String origin, List<LogKey> keys, List<PromiseFile> promises) {
        for (PromiseFile file : promises) {
            SignedPromise signed = file.promise().signed();
            if (!signed.promise().origin().equals(origin)
                    || !signed.signedByOneOf(keys.stream().map(LogKey::key).toList())) {
                findings.add(new Finding(Verdict.INCONCLUSIVE, "no pinned key of this log signed the promise"));
                continue;
            }
            for (PromiseFile.Write write : file.writes()) {
                Due due = new Due(signed.promise(), write);
                dues.add(due);
                byCommitment
                        .computeIfAbsent(ByteBuffer.wrap(write.w()), w -> new ArrayList<>())
                        .add(due);
            }
        }
    }

    /**
     * Takes note of an authenticated leaf.
     *
     * @param leaf null if its commitments are not known
     * @param write W if it opens
     */
    void saw(long index, @Nullable LeafOpening leaf, @Nullable LeafWrite write) {
        if (write != null) {
            newestMs = Math.max(newestMs, write.lastUpdatedMs());
        }
        if (leaf == null) {
            unseen = true;
        } else if (!byCommitment.isEmpty()) {
            byCommitment
                    .getOrDefault(ByteBuffer.wrap(leaf.commitment().w()), List.of())
                    .forEach(due -> meet(due, index, write));
        }
    }

    private void meet(Due due, long index, @Nullable LeafWrite write) {
        due.met = true;
        String told = due.write.version();
        if (write != null && told != null && !told.equals(write.resource() + "/_history/" + write.versionId())) {
            // Which version the client was told of, nobody signed: so nobody is accused by it.
            findings.add(new Finding(
                    Verdict.INCONCLUSIVE,
                    "replayed: the promise kept for " + told + " is of leaf " + index
                            + ", which is another version's"));
        }
    }

    /** What is to be said of the promises, after all leaves that there are. */
    List<Finding> conclude() {
        for (Due due : dues) {
            if (!due.met) {
                findings.add(missing(due));
            }
        }
        return findings;
    }

    private Finding missing(Due due) {
        String deadline = Instant.ofEpochMilli(due.promise.deadlineMs()).toString();
        if (newestMs <= due.promise.deadlineMs()) {
            return new Finding(
                    Verdict.PENDING,
                    "no leaf yet of " + due.name() + ", promised by " + deadline + ", and the log shows no later time");
        }
        if (unseen) {
            return new Finding(
                    Verdict.INCONCLUSIVE,
                    "no leaf seen of " + due.name() + ", promised by " + deadline + ", but not all leaves are shown");
        }
        return new Finding(
                Verdict.WITHHELD,
                "the log promised a leaf of " + due.name() + " by " + deadline + " and has none, though it goes on to "
                        + Instant.ofEpochMilli(newestMs));
    }
}
