package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.anchoring.log.CompactRange;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.AuditReport.LeafFinding;
import org.chartseal.anchoring.proof.Opening.Opened;

/**
 * Walks a whole log from outside: every leaf opens or was erased with authority, every hash, subject and chain holds,
 * and all leaves together have the root that was signed (integrity log, section 4). Memory: one head a chain and one
 * hash a closed leaf.
 */
public final class LogAudit {
    private static final long WHOLE_LOG = -1;
    private static final String INDEX = "index";
    private static final String VERDICT = "verdict";
    private static final String REASON = "reason";

    private final TrustFile trust;
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    private final List<LeafFinding> findings = new ArrayList<>();
    private final Chains chains = new Chains();
    private final MapAudit maps = new MapAudit(chains);
    private CompactRange range = new CompactRange();
    private long resumedAt;
    /** Leaves that do not open, until an erasure explains them. */
    private final Map<Long, Closed> closed = new TreeMap<>();

    private record Closed(byte[] hash, String reason) {}

    private final RepeatedEvents events = new RepeatedEvents();
    private final PromiseCheck promises;
    private final List<RunningCheck> beside;
    private final Progress progress;

    /** Is told how far an audit has come. */
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = (walked, size) -> {};

        /** Called after each leaf. */
        void at(long walked, long size);

        /** Called after the last leaf, if all leaves have the root that was signed, before anything else is concluded. */
        default void before(LogAudit conclusion) {}
    }

    /**
     * An audit that has yet to be made.
     *
     * @param promises to be redeemed on the way
     */
    public LogAudit(TrustFile trust, List<PromiseFile> promises, Progress progress) {
        this(trust, promises, List.of(), progress);
    }

    /**
     * An audit that has yet to be made.
     *
     * @param promises to be redeemed on the way
     * @param beside what else the leaves are held to on the way
     */
    public LogAudit(TrustFile trust, List<PromiseFile> promises, List<RunningCheck> beside, Progress progress) {
        this.trust = trust;
        this.beside = List.copyOf(beside);
        this.promises = new PromiseCheck(trust.origin(), trust.logKeys(), promises);
        this.progress = progress;
    }

    /** Leaves walked so far. */
    public long walked() {
        return range.size();
    }

    /** Writes how far the audit is, to be gone on with. Call it between leaves. */
    void save(AuditState.Out out) {
        out.line(
                "range",
                Map.of(
                        "size",
                        Long.toString(range.size()),
                        "subtrees",
                        range.subtrees().stream().map(Hex::of).toList()));
        counts.forEach(
                (verdict, count) -> out.line("count", Map.of(VERDICT, verdict.name(), "leaves", Long.toString(count))));
        findings.stream()
                .filter(found -> found.index() != WHOLE_LOG)
                .forEach(found -> out.line(
                        "finding",
                        Map.of(
                                INDEX,
                                Long.toString(found.index()),
                                VERDICT,
                                found.finding().verdict().name(),
                                REASON,
                                found.finding().reason())));
        closed.forEach((index, leaf) -> out.line(
                "closed", Map.of(INDEX, Long.toString(index), "hash", Hex.of(leaf.hash()), REASON, leaf.reason())));
        out.line("map", Map.of("size", Long.toString(maps.lastSize())));
        chains.save(out);
    }

    /** Reads a line that {@link #save} wrote; false if it is of another kind. */
    boolean restore(String kind, Fields line) {
        switch (kind) {
            case "range" -> {
                resumedAt = line.number("size");
                range = CompactRange.of(resumedAt, line.hashes("subtrees"));
                beside.forEach(check -> check.resumed(resumedAt));
            }
            case "count" -> counts.put(Verdict.valueOf(line.text(VERDICT)), line.number("leaves"));
            case "finding" ->
                findings.add(new LeafFinding(
                        line.number(INDEX), new Finding(Verdict.valueOf(line.text(VERDICT)), line.text(REASON))));
            case "closed" -> closed.put(line.number(INDEX), new Closed(line.hex("hash", 32), line.text(REASON)));
            case "map" -> maps.restore(line.number("size"));
            default -> {
                return chains.restore(kind, line);
            }
        }
        return true;
    }

    /** Audits the log under a checkpoint, without promises; else as {@link #walk}. */
    public static AuditReport run(TrustFile trust, SignedCheckpoint checkpoint, Iterator<OpenedLeaf> leaves) {
        return new LogAudit(trust, List.of(), Progress.NONE).walk(checkpoint, new Iterator<>() {
            @Override
            public boolean hasNext() {
                return leaves.hasNext();
            }

            @Override
            public ExaminedLeaf next() {
                return ExaminedLeaf.of(trust.origin(), leaves.next());
            }
        });
    }

    /**
     * Audits the log under a checkpoint; once.
     *
     * @param leaves every leaf from {@link #walked} on, in order; more than the checkpoint's are not read
     */
    public AuditReport walk(SignedCheckpoint checkpoint, Iterator<ExaminedLeaf> leaves) {
        long size = checkpoint.checkpoint().size();
        boolean signed = trust.signed(checkpoint);
        if (!signed) {
            whole(Verdict.INCONCLUSIVE, "no pinned key signed the checkpoint");
        }
        if (range.size() > size) {
            whole(Verdict.TAMPERED, "the log had " + range.size() + " leaves when it was audited last, now " + size);
        }
        String instead = "no more leaves are shown";
        while (range.size() < size && leaves.hasNext()) {
            ExaminedLeaf leaf = leaves.next();
            if (leaf.index() != range.size()) {
                instead = "leaf " + leaf.index() + " is shown in its place, and none after it is judged";
                break;
            }
            leaf(leaf);
            beside.forEach(check -> check.grown(range, leaf.hash()));
            progress.at(range.size(), size);
        }
        boolean whole = range.size() == size
                && Arrays.equals(range.root(), checkpoint.checkpoint().root());
        boolean asSigned = whole && signed;
        if (asSigned) {
            progress.before(this);
        }
        closed.forEach((index, leaf) -> finish(index, List.of(new Finding(Verdict.WITHHELD, leaf.reason()))));
        if (range.size() < size) {
            findings.add(new LeafFinding(range.size(), new Finding(Verdict.WITHHELD, "is missing: " + instead)));
            whole(Verdict.WITHHELD, "expected " + size + " leaves in order, found " + range.size());
            counts.merge(Verdict.WITHHELD, size - range.size(), Long::sum);
        } else if (range.size() == size && !whole) {
            whole(signed ? Verdict.TAMPERED : Verdict.INCONCLUSIVE, "the leaves do not have the root that was signed");
        }
        beside.forEach(
                check -> check.conclude(size, asSigned).forEach(finding -> whole(finding.verdict(), finding.reason())));
        promises.conclude().forEach(finding -> whole(finding.verdict(), finding.reason()));
        findings.sort(Comparator.comparingLong(LeafFinding::index));
        Verdict verdict = findings.stream()
                .map(found -> found.finding().verdict())
                .filter(found -> found != Verdict.ERASED)
                .min(Comparator.naturalOrder())
                .orElse(Verdict.VERIFIED);
        // Without a pinned signature nothing was authenticated: nobody can be accused.
        return new AuditReport(signed ? verdict : Verdict.INCONCLUSIVE, size, resumedAt, counts, List.copyOf(findings));
    }

    private void leaf(ExaminedLeaf examined) {
        OpenedLeaf opened = examined.opened();
        byte[] hash = examined.hash();
        range.append(hash);
        LeafOpening leaf = examined.leaf();
        LeafWrite write = examined.write();
        promises.saw(opened.index(), leaf, write);
        if (leaf == null) {
            chains.hidden(hash);
            close(opened, hash);
            return;
        }
        List<Finding> found = new ArrayList<>(examined.findings());
        chains.follow(opened.index(), leaf, hash, write, examined.version(), examined.subjects(), found);
        if (!(leaf.write() instanceof Opened)) {
            close(opened, hash);
            found.forEach(finding -> findings.add(new LeafFinding(opened.index(), finding)));
            return;
        }
        if (write != null && opened.content() == null && needsContent(write.kind())) {
            found.add(new Finding(Verdict.WITHHELD, "opens, but its content is not shown" + why(opened)));
        } else if (opened.absent() != null) {
            found.add(new Finding(Verdict.WITHHELD, "opens, but the server misses what it is about" + why(opened)));
        }
        if (write != null) {
            found.addAll(events.check(opened.index(), write));
        }
        if (write != null && write.kind() == LeafKind.ERASURE) {
            erasure(opened, leaf, write, found);
        }
        if (write != null && write.kind() == LeafKind.MAP_SNAPSHOT && opened.content() != null) {
            found.addAll(maps.check(opened.index(), write, opened.content(), opened.map()));
        }
        finish(opened.index(), found);
    }

    private void erasure(OpenedLeaf opened, LeafOpening leaf, LeafWrite write, List<Finding> found) {
        long index = write.erasedIndex().orElse(WHOLE_LOG);
        Closed erased = closed.get(index);
        if (erased != null
                && ErasureCheck.authorises(leaf, opened.authorization(), trust.origin(), index, erased.hash())) {
            closed.remove(index);
            finish(index, List.of(new Finding(Verdict.ERASED, "erased by leaf " + opened.index())));
        } else {
            // Says nothing of the erased leaf yet: that one stays WITHHELD if nothing else explains it.
            found.add(new Finding(
                    Verdict.NOT_VERIFIABLE,
                    erased == null ? "erases a leaf that opens or was erased before" : "is not authorised"));
        }
    }

    private void close(OpenedLeaf leaf, byte[] hash) {
        boolean misfit =
                leaf.leaf() != null && !Arrays.equals(leaf.leaf().commitment().entry(), leaf.entry());
        String how = misfit ? "does not open to what its entry commits to" : "does not open";
        closed.put(leaf.index(), new Closed(hash, how + ", and no authorised erasure says why" + why(leaf)));
    }

    /** What the server says for itself: never believed, but where to look first. */
    private static String why(OpenedLeaf leaf) {
        return leaf.absent() == null ? "" : " (the server says " + leaf.absent() + ")";
    }

    private static boolean needsContent(LeafKind kind) {
        return kind == LeafKind.VERSION || kind.ofEvent();
    }

    private void finish(long index, List<Finding> found) {
        found.forEach(finding -> findings.add(new LeafFinding(index, finding)));
        Verdict verdict = found.stream()
                .map(Finding::verdict)
                .min(Comparator.naturalOrder())
                .orElse(Verdict.VERIFIED);
        counts.merge(verdict, 1L, Long::sum);
    }

    private void whole(Verdict verdict, String reason) {
        findings.add(new LeafFinding(WHOLE_LOG, new Finding(verdict, reason)));
    }
}
