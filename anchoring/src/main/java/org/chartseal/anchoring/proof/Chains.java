package org.chartseal.anchoring.proof;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.log.SubjectRole;
import org.chartseal.anchoring.log.VersionLink;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.jspecify.annotations.Nullable;

/**
 * The heads of all chains of resources and patients while a log is walked. Chains of resources are followed by hash, so
 * that an erased version, whose V still opens, does not break them. Memory: one head a chain.
 */
final class Chains {
    /**
     * One head of a resource's chain.
     *
     * @param version newest version id of the chain that is known, 0 if none is
     */
    record VersionHead(long seq, @Nullable String resource, @Nullable List<String> subjects, long version) {}

    /** One head of a patient's chain. */
    record PatientHead(long seq, String leafHash) {}

    private static final String NAME = HeadLines.NAME;

    private final Map<String, VersionHead> byHash = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> unlinked = new HashSet<>();
    private final Set<String> unlinkedEver = new HashSet<>();
    private final Map<String, PatientHead> patients = new HashMap<>();
    private final Set<String> subjectsHidden = new HashSet<>();
    private final HeadJournal journal = new HeadJournal(byHash, patients);

    /** Writes all that is known, a line each. */
    void save(AuditState.Out out) {
        byHash.forEach((hash, head) -> out.line("head", HeadLines.of(hash, head)));
        begun.forEach(resource -> out.line("begun", Map.of(NAME, resource)));
        unlinked.forEach(hash -> out.line("unlinked", Map.of(NAME, hash)));
        unlinkedEver.forEach(hash -> out.line("unlinked-ever", Map.of(NAME, hash)));
        subjectsHidden.forEach(hash -> out.line("subjects-hidden", Map.of(NAME, hash)));
        patients.forEach((patient, head) -> out.line("patient", HeadLines.of(patient, head)));
        journal.save(out);
    }

    /** Reads a line that {@link #save} wrote; false if it is of another kind. */
    boolean restore(String kind, Fields line) {
        switch (kind) {
            case "head" -> byHash.put(line.text(NAME), HeadLines.version(line));
            case "begun" -> begun.add(line.text(NAME));
            case "unlinked" -> unlinked.add(line.text(NAME));
            case "unlinked-ever" -> unlinkedEver.add(line.text(NAME));
            case "subjects-hidden" -> subjectsHidden.add(line.text(NAME));
            case "patient" -> patients.put(line.text(NAME), HeadLines.patient(line));
            default -> {
                return journal.restore(kind, line);
            }
        }
        return true;
    }

    /** What heads there were after this many leaves; those of before the size asked for last are forgotten. */
    HeadJournal.Heads headsAfter(long size) {
        return journal.after(size);
    }

    /** Whether a leaf hides its place in the chain of its resource, so that it may be a head nobody can name. */
    boolean hidesVersion(String leafHash) {
        return unlinkedEver.contains(leafHash);
    }

    /** Whether a leaf hides a place in the chain of a patient. */
    boolean hidesSubject(String leafHash) {
        return subjectsHidden.contains(leafHash);
    }

    /** Notes that a leaf shows nothing at all. */
    void hidden(byte[] leafHash) {
        unlinked.add(Hex.of(leafHash));
        unlinkedEver.add(Hex.of(leafHash));
        subjectsHidden.add(Hex.of(leafHash));
    }

    /** Follows one leaf; adds what contradicts the leaves before it. */
    void follow(
            long index,
            LeafOpening leaf,
            byte[] leafHash,
            @Nullable LeafWrite write,
            @Nullable VersionLink version,
            @Nullable List<String> subjects,
            List<Finding> findings) {
        journal.at(index);
        String hash = Hex.of(leafHash);
        List<String> before = null;
        if (version == null) {
            unlinked.add(hash);
            unlinkedEver.add(hash);
        } else if (version.versionSeq() > 0) {
            before = version(hash, write, version, subjects, findings);
        } else if (write != null && write.kind().ofResource()) {
            findings.add(new Finding(Verdict.TAMPERED, "a version stands in no chain"));
        }
        patients(leaf, hash, before, subjects, findings);
    }

    private @Nullable List<String> version(
            String hash,
            @Nullable LeafWrite write,
            VersionLink version,
            @Nullable List<String> subjects,
            List<Finding> findings) {
        String resource = write == null ? null : write.resource();
        String previous = Hex.of(version.prevLeafHash());
        List<String> before = List.of();
        long newest = 0;
        if (version.versionSeq() == 1) {
            if (!Arrays.equals(version.prevLeafHash(), new byte[Sha256.LENGTH])) {
                findings.add(new Finding(Verdict.TAMPERED, "a first version has a predecessor"));
            }
        } else {
            VersionHead head = byHash.remove(previous);
            journal.left(previous, head);
            if (head == null) {
                before = null;
                if (!unlinked.remove(previous)) {
                    findings.add(new Finding(Verdict.TAMPERED, "the version before is not the newest of its chain"));
                }
            } else {
                before = head.subjects();
                newest = head.version();
                if (head.seq() + 1 != version.versionSeq()) {
                    findings.add(new Finding(
                            Verdict.TAMPERED,
                            "expected version " + (head.seq() + 1) + " of its chain, found " + version.versionSeq()));
                }
                if (resource != null && head.resource() != null && !resource.equals(head.resource())) {
                    findings.add(new Finding(Verdict.TAMPERED, "the version before belongs to another resource"));
                }
                resource = resource == null ? head.resource() : resource;
            }
        }
        if (write != null && version.versionSeq() == 1 && !begun.add(write.resource())) {
            findings.add(new Finding(Verdict.TAMPERED, "a second chain begins for the same resource"));
        }
        long id = write == null ? 0 : number(write.versionId());
        // A resource that was erased may begin again at version 1: then none of its earlier ones is known here.
        if (id > 0 && id <= newest) {
            findings.add(new Finding(
                    Verdict.TAMPERED,
                    "version " + id + " is logged after version " + newest + " of the same resource"));
        }
        byHash.put(hash, new VersionHead(version.versionSeq(), resource, subjects, Math.max(id, newest)));
        journal.entered(hash);
        return before;
    }

    private static long number(String versionId) {
        return versionId.matches("[0-9]{1,18}") ? Long.parseLong(versionId) : 0;
    }

    private void patients(
            LeafOpening leaf,
            String hash,
            @Nullable List<String> before,
            @Nullable List<String> now,
            List<Finding> findings) {
        Set<String> left = new HashSet<>();
        Set<String> shown = new HashSet<>();
        int hidden = 0;
        for (Opening opening : leaf.subjects()) {
            if (!(opening instanceof Opened opened)) {
                hidden++;
                subjectsHidden.add(hash);
                continue;
            }
            try {
                SubjectLink link = SubjectLink.decode(opened.bytes());
                shown.add(link.subject());
                if (link.role() == SubjectRole.LEFT) {
                    left.add(link.subject());
                }
                patient(link, hash, findings);
            } catch (LeafFormatException e) {
                findings.add(new Finding(Verdict.NOT_VERIFIABLE, "S is in an unknown format: " + e.getMessage()));
            }
        }
        if (now != null && hidden > 0) {
            concealed(shown, now, hidden, findings);
        }
        if (before != null && now != null) {
            Set<String> gone = new HashSet<>(before);
            now.forEach(gone::remove);
            if (!gone.containsAll(left)) {
                findings.add(new Finding(Verdict.TAMPERED, "a patient leaves who was not a subject before"));
            }
            gone.removeAll(left);
            if (gone.size() > hidden) {
                findings.add(new Finding(Verdict.TAMPERED, "a patient is no longer a subject and no link says so"));
            }
        }
    }

    /**
     * A place in a patient's chain may hide only with the patient's key. Whose other leaves open has that key still; so
     * has whoever is alone in a leaf whose W opens, since the same key salts it.
     */
    private void concealed(Set<String> shown, List<String> now, int hidden, List<Finding> findings) {
        List<String> absent =
                now.stream().filter(subject -> !shown.contains(subject)).toList();
        boolean alone = now.size() == 1 && absent.size() == 1;
        if (absent.size() <= hidden && (alone || absent.stream().anyMatch(patients::containsKey))) {
            findings.add(
                    new Finding(Verdict.WITHHELD, "hides the place in the chain of a patient whose other leaves open"));
        }
    }

    private void patient(SubjectLink link, String hash, List<Finding> findings) {
        PatientHead head = patients.getOrDefault(link.subject(), new PatientHead(0, Hex.of(new byte[Sha256.LENGTH])));
        String previous = Hex.of(link.prevSubjectLeafHash());
        boolean next = link.subjectSeq() == head.seq() + 1 && previous.equals(head.leafHash());
        // The one before may stand in a leaf that does not show it: that leaf is accounted for by itself.
        boolean unseen = link.subjectSeq() > head.seq() + 1 && subjectsHidden.contains(previous);
        if (!next && !unseen) {
            findings.add(new Finding(
                    Verdict.TAMPERED,
                    "expected leaf " + (head.seq() + 1) + " of a patient's chain, found " + link.subjectSeq()
                            + " or another predecessor"));
        }
        journal.replaced(link.subject(), patients.get(link.subject()));
        patients.put(link.subject(), new PatientHead(link.subjectSeq(), hash));
    }
}
