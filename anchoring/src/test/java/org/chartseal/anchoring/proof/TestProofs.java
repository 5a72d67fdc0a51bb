package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.SubjectRule;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorReader;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.InMemoryLogStore;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.Salts;
import org.chartseal.anchoring.log.SequencedLeaf;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.log.TileHashReader;

/**
 * A small hospital: leaf 0 genesis, 1 and 2 an Observation of p1 in two versions, 3 a List about mother and newborn, 4
 * the List without the newborn, 5 the Observation's deletion, 6 an Observation of p2 that leaf 7 erases.
 */
public final class TestProofs implements LogServer {
    public static final ChainIdentity CHAIN = new ChainIdentity(
            1337, "0x" + "11".repeat(32), "0x" + "22".repeat(20), "0x" + "33".repeat(32), "0x" + "44".repeat(32));
    public static final String AUTHORIZATION = "{\"reason\":\"GDPR 17\",\"resourceType\":\"Basic\"}";
    private static final String META =
            "\"meta\":{\"versionId\":\"%d\",\"lastUpdated\":\"" + TestLog.TIME + "\",\"security\":[{\"code\":\"N\"}]}";

    public final InMemoryLogStore store = new InMemoryLogStore();
    /** JSON as REST returns it, by Type/id/version; tests change it. */
    public final Map<String, String> rest = new HashMap<>();

    /** Whether REST hides everything from the reader, as a patient's denial does. */
    public boolean denied;

    /** Erased leaves, and the leaf that erases each. */
    public final Map<Long, Long> erasures = new HashMap<>();

    private final Map<String, String> written = new HashMap<>();

    public TestProofs() {
        write(1, observation("o1", "p1", 1, "107.50"));
        write(2, observation("o1", "p1", 2, "60"));
        write(1, list(1, "mother", "newborn"));
        write(2, list(2, "mother"));
        TestLog.enqueue(store, LeafWrite.delete(TestLog.ORIGIN, "Observation", "o1", "3", TestLog.TIME_MS));
        write(1, observation("o2", "p2", 1, "1"));
        erase(6);
    }

    /** Logs the erasure of a leaf, and what waited before. */
    public void erase(long index) {
        byte[] authHash = CanonicalResource.contentHash(AUTHORIZATION.getBytes(UTF_8));
        store.enqueue(LeafWrite.erasure(TestLog.ORIGIN, TestLog.TIME_MS, index, authHash), null, List.of(), null);
        TestLog.sequencer(store).sequence(100);
        erasures.put(index, store.head().size() - 1);
    }

    public static String observation(String id, String patient, int version, String value) {
        return "{\"resourceType\":\"Observation\",\"id\":\"" + id + "\"," + META.formatted(version)
                + ",\"subject\":{\"reference\":\"Patient/" + patient + "\"},\"valueQuantity\":{\"value\":" + value
                + "}}";
    }

    private static String list(int version, String... patients) {
        StringBuilder entries = new StringBuilder();
        for (String patient : patients) {
            entries.append(entries.length() == 0 ? "" : ",")
                    .append("{\"resourceType\":\"Flag\",\"subject\":{\"reference\":\"Patient/" + patient + "\"}}");
        }
        return "{\"resourceType\":\"List\",\"id\":\"l-1\"," + META.formatted(version) + ",\"contained\":[" + entries
                + "]}";
    }

    /** Logs one more version. */
    public void write(int version, String json) {
        byte[] bytes = json.getBytes(UTF_8);
        JsonObject root = JsonReader.readObject(bytes);
        LeafWrite write = TestLog.version(root.text("resourceType"), root.text("id"), version, json);
        store.enqueue(write, TestLog.w(write), SubjectRule.subjects(bytes), null);
        rest.put(write.resource() + "/" + write.versionId(), json);
        written.put(write.resource() + "/" + write.versionId(), json);
    }

    public static TrustFile trust(TrustFile.Evidence... evidence) {
        Set<TrustFile.Evidence> accepted = EnumSet.noneOf(TrustFile.Evidence.class);
        accepted.addAll(List.of(evidence));
        return new TrustFile(TestLog.ORIGIN, List.of(TestLog.SIGNER.verifier()), CHAIN, accepted);
    }

    public String rest(long index) {
        LeafWrite write = store.leaf(index).write();
        return written.get(write.resource() + "/" + write.versionId());
    }

    private CanonicalResource canonical(long index) {
        return Canonicalizer.canonicalize(rest(index).getBytes(UTF_8));
    }

    public String content(long index) {
        return rest(index) != null
                ? new String(canonical(index).content(), UTF_8)
                : store.event(index).map(event -> new String(event, UTF_8)).orElse(null);
    }

    public String meta(long index) {
        return rest(index) != null ? new String(canonical(index).meta(), UTF_8) : null;
    }

    /** All open, but for the subjects named. */
    public LeafOpening open(long index, String... hidden) {
        SequencedLeaf leaf = store.leaf(index);
        boolean resource = leaf.write().kind().ofResource();
        return LeafOpening.of(leaf, new LeafOpening.SaltSource() {
            @Override
            public byte[] write() {
                return resource ? TestLog.writeSalt(leaf.write()) : TestLog.SALTS.log(index, Salts.PART_WRITE);
            }

            @Override
            public byte[] version() {
                return TestLog.SALTS.log(index, Salts.PART_VERSION);
            }

            @Override
            public byte[] subject(String subject) {
                return List.of(hidden).contains(subject) ? null : TestLog.SALTS.subject(subject, index);
            }
        });
    }

    public LeafOpening closed(long index) {
        LeafOpening open = open(index);
        return new LeafOpening(new Opening.Hidden(store.leaf(index).commitment().w()), open.version(), open.subjects());
    }

    public List<byte[]> path(long index) {
        return InclusionProof.create(
                        new TileHashReader(store), index, store.head().size())
                .path();
    }

    public Anchor anchor() {
        return new Anchor(
                1,
                store.head().size(),
                HexFormat.of().formatHex(store.head().root()),
                7,
                "0x" + "55".repeat(32),
                1_704_164_700,
                "0x" + "66".repeat(32));
    }

    public AnchorEvidence evidence(AnchorEvidence.Ledger ledger) {
        return new AnchorEvidence(ledger, CHAIN, anchor());
    }

    public ProofFile proof(long index, AnchorEvidence... anchors) {
        return proof(index, open(index), content(index), meta(index), null, anchors);
    }

    public ProofFile proof(
            long index,
            LeafOpening leaf,
            String content,
            String meta,
            ErasureProof erasure,
            AnchorEvidence... anchors) {
        return new ProofFile(
                index,
                leaf,
                content,
                meta,
                store.head().size(),
                path(index),
                store.latestCheckpoint().orElseThrow().text(),
                List.of(anchors),
                erasure);
    }

    public ErasureProof erasure(String authorization) {
        return new ErasureProof(7, open(7), path(7), authorization);
    }

    /** The authorised erasure of a leaf that was erased. */
    public ErasureProof erasureOf(long index) {
        long by = erasures.get(index);
        return new ErasureProof(by, open(by), path(by), AUTHORIZATION);
    }

    /** The export as an honest server makes it. */
    public List<OpenedLeaf> export() {
        List<OpenedLeaf> leaves = new ArrayList<>();
        for (long i = 0; i < store.head().size(); i++) {
            boolean erased = i == 6;
            leaves.add(new OpenedLeaf(
                    i,
                    store.leaf(i).entry(),
                    erased ? closed(i) : open(i),
                    erased ? null : content(i),
                    erased ? null : meta(i),
                    i == 7 ? AUTHORIZATION : null,
                    erased ? "erased" : null));
        }
        return leaves;
    }

    @Override
    public SignedCheckpoint checkpoint() {
        return store.latestCheckpoint().orElseThrow();
    }

    @Override
    public ConsistencyProof consistency(long from, long to) {
        return ConsistencyProof.create(new TileHashReader(store), from, to);
    }

    @Override
    public Optional<byte[]> resource(String type, String id, String versionId) {
        return Optional.ofNullable(denied ? null : rest.get(type + "/" + id + "/" + versionId))
                .map(json -> json.getBytes(UTF_8));
    }

    /** As of the export, without the content of what REST no longer has. */
    @Override
    public Optional<OpenedLeaf> leaf(long index) {
        LeafWrite write = store.leaf(index).write();
        OpenedLeaf leaf = export().get((int) index);
        boolean there = rest.containsKey(write.resource() + "/" + write.versionId());
        return Optional.of(
                there ? leaf : new OpenedLeaf(index, leaf.entry(), leaf.leaf(), null, null, null, "row-missing"));
    }

    /** A node that knows these anchors. */
    public static AnchorReader node(ChainIdentity identity, Anchor... anchors) {
        return new AnchorReader() {
            @Override
            public ChainIdentity identity() throws IOException {
                if (identity == null) {
                    throw new IOException("connection refused");
                }
                return identity;
            }

            @Override
            public Optional<Anchor> head() {
                return anchors.length == 0 ? Optional.empty() : Optional.of(anchors[anchors.length - 1]);
            }

            @Override
            public Optional<Anchor> anchor(long sequence) {
                return List.of(anchors).stream()
                        .filter(a -> a.sequence() == sequence)
                        .findFirst();
            }

            @Override
            public Optional<Anchor> firstCovering(long treeSize) {
                return List.of(anchors).stream()
                        .filter(a -> a.treeSize() >= treeSize)
                        .findFirst();
            }
        };
    }
}
