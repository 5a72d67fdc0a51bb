package org.chartseal.anchoring.log;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chartseal.anchoring.canonical.Sha256;

/** Gives the entries of one batch their places in the chains of resources and patients. Not thread-safe. */
final class LeafAssigner {
    private record Opened(SubjectLink link, byte[] commitment) {}

    private static final SecureRandom RANDOM = new SecureRandom();

    private final LogSalts salts;
    private final Map<String, ResourceHead> resources;
    private final Map<String, SubjectHead> subjects;
    private final Map<String, ResourceHead> changedResources = new TreeMap<>();
    private final Map<String, SubjectHead> changedSubjects = new TreeMap<>();

    /** Loads the heads that the entries can touch. */
    LeafAssigner(LogStore store, LogSalts salts, List<PendingEntry> entries) {
        this.salts = salts;
        Set<String> keys = new TreeSet<>();
        Set<String> patients = new TreeSet<>();
        for (PendingEntry entry : entries) {
            if (entry.write().kind().ofResource()) {
                keys.add(entry.write().resource());
                patients.addAll(entry.subjects());
            }
        }
        this.resources = new HashMap<>(store.resourceHeads(keys));
        resources.values().forEach(head -> patients.addAll(head.subjects()));
        this.subjects = new HashMap<>(store.subjectHeads(patients));
    }

    /**
     * Assigns one entry.
     *
     * @param tree hashes of all leaves before {@code index}
     */
    SequencedLeaf assign(PendingEntry entry, long index, TileReader tree) {
        byte[] salt = salts.log(index, Salts.PART_VERSION);
        return entry.write().kind().ofResource() ? version(entry, index, salt) : apart(entry, index, salt, tree);
    }

    private SequencedLeaf version(PendingEntry entry, long index, byte[] salt) {
        String resource = entry.write().resource();
        ResourceHead before = resources.getOrDefault(resource, new ResourceHead(0, Hashes.zeros(), List.of()));
        VersionLink link = new VersionLink(before.versionSeq() + 1, before.leafHash(), Hashes.zeros());
        List<Opened> opened = open(index, before, entry.subjects());
        SequencedLeaf leaf = leaf(
                entry, index, link, opened, Objects.requireNonNull(entry.w()), Commitment.version(salt, link.encode()));
        put(
                resources,
                changedResources,
                resource,
                new ResourceHead(link.versionSeq(), leaf.leafHash(), entry.subjects()));
        for (SubjectLink subject : leaf.subjects()) {
            put(subjects, changedSubjects, subject.subject(), new SubjectHead(subject.subjectSeq(), leaf.leafHash()));
        }
        return leaf;
    }

    /** Kinds 3 to 8 stand in no chain. */
    private SequencedLeaf apart(PendingEntry entry, long index, byte[] salt, TileReader tree) {
        byte[] referenced = entry.write().kind() == LeafKind.ERASURE ? erased(entry, index, tree) : Hashes.zeros();
        VersionLink link = new VersionLink(0, Hashes.zeros(), referenced);
        byte[] w = Commitment.write(
                salts.log(index, Salts.PART_WRITE), entry.write().encode());
        return leaf(entry, index, link, List.of(), w, Commitment.version(salt, link.encode()));
    }

    private static byte[] erased(PendingEntry entry, long index, TileReader tree) {
        long erased = entry.write().erasedIndex().orElse(-1);
        if (erased < 0 || erased >= index) {
            throw new LogIntegrityException("pending row " + entry.pendingId() + ": expected an erased index below "
                    + index + ", found " + erased);
        }
        return new TileHashReader(tree).hash(0, erased);
    }

    private static SequencedLeaf leaf(
            PendingEntry entry, long index, VersionLink link, List<Opened> opened, byte[] w, byte[] v) {
        Commitment commitment =
                new Commitment(w, v, opened.stream().map(Opened::commitment).toList());
        byte[] bytes = commitment.entry();
        return new SequencedLeaf(
                index,
                entry.pendingId(),
                entry.write(),
                link,
                opened.stream().map(Opened::link).toList(),
                commitment,
                bytes,
                MerkleTree.leafHash(bytes),
                entry.event());
    }

    /** The links in the order of their commitments. */
    private List<Opened> open(long index, ResourceHead before, List<String> now) {
        List<Opened> opened = new ArrayList<>();
        for (String subject : new TreeSet<>(now)) {
            byte[] salt = salts.subject(subject, index);
            // The patient's key is destroyed: nobody shall open this, but it is committed to, so that it shows.
            opened.add(open(SubjectRole.IN, subject, salt != null ? salt : randomSalt()));
        }
        for (String subject : new TreeSet<>(before.subjects())) {
            byte[] salt = now.contains(subject) ? null : salts.subject(subject, index);
            // An erased patient's chain cannot be read on: leaving it leaves no trace.
            if (salt != null) {
                opened.add(open(SubjectRole.LEFT, subject, salt));
            }
        }
        opened.sort(Comparator.comparing(Opened::commitment, Arrays::compareUnsigned));
        return opened;
    }

    private Opened open(SubjectRole role, String subject, byte[] salt) {
        SubjectHead before = subjects.getOrDefault(subject, new SubjectHead(0, Hashes.zeros()));
        SubjectLink link = new SubjectLink(role, subject, before.subjectSeq() + 1, before.leafHash());
        return new Opened(link, Commitment.subject(salt, link.encode()));
    }

    private static byte[] randomSalt() {
        byte[] salt = new byte[Sha256.LENGTH];
        RANDOM.nextBytes(salt);
        return salt;
    }

    private static <T> void put(Map<String, T> all, Map<String, T> changed, String key, T head) {
        all.put(key, head);
        changed.put(key, head);
    }

    /** Heads that the batch moved, by {@code Type/id}. */
    Map<String, ResourceHead> changedResources() {
        return changedResources;
    }

    /** Heads that the batch moved, by subject. */
    Map<String, SubjectHead> changedSubjects() {
        return changedSubjects;
    }
}
