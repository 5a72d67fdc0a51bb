package org.chartseal.anchoring.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.LeafExtension;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.anchoring.log.SubjectRole;
import org.chartseal.anchoring.log.VersionLink;
import org.chartseal.anchoring.web.NodeVerifier;

/** Leaves at random, encoded and hashed by the second implementation as well, which also reads its bytes back. */
final class LeafEncodings {
    private static final HexFormat HEX = HexFormat.of();
    private static final String[] TEXTS = {"", "List", "Patient/é", "😀", "a\u0000b", "x".repeat(300), "\ufeff"};

    private final Random random;
    private final Map<String, Object> request = new LinkedHashMap<>();
    private final List<String> encoded = new ArrayList<>();

    private LeafEncodings(Random random) {
        this.random = random;
    }

    /** What differs. */
    static List<String> compare(Random random, NodeVerifier node, int records) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            LeafEncodings one = new LeafEncodings(random);
            String expected = one.leaf();
            String found = node.leaf(one.request);
            if (!found.equals(expected)) {
                wrong.add("expected " + expected + ", found " + found);
            }
        }
        return wrong;
    }

    private String leaf() {
        byte[] w = write();
        byte[] v = version();
        List<byte[]> s = new ArrayList<>();
        List<Map<String, String>> links = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            s.add(subject(links));
        }
        request.put("subjects", links);
        String bytes = String.join(" ", encoded);
        return bytes + "|" + bytes + "|" + HEX.formatHex(new Commitment(w, v, s).leafHash());
    }

    private byte[] write() {
        List<LeafExtension> extensions = new ArrayList<>();
        for (int tag = random.nextInt(3); tag < 0x10000 && extensions.size() < 4; tag += 1 + random.nextInt(40_000)) {
            extensions.add(new LeafExtension(tag, bytes(random.nextInt(70))));
        }
        LeafWrite write = new LeafWrite(
                LeafKind.of(1 + random.nextInt(8)),
                random.nextInt(256),
                random.nextInt(256),
                text(),
                text(),
                text(),
                text(),
                random.nextLong(),
                bytes(32),
                bytes(32),
                bytes(32),
                extensions);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", Integer.toString(write.kind().code()));
        json.put("canonId", Integer.toString(write.canonId()));
        json.put("subjectRuleId", Integer.toString(write.subjectRuleId()));
        json.put("origin", write.origin());
        json.put("type", write.type());
        json.put("id", write.id());
        json.put("versionId", write.versionId());
        json.put("lastUpdatedMs", Long.toString(write.lastUpdatedMs()));
        json.put("contentHash", HEX.formatHex(write.contentHash()));
        json.put("metaHash", HEX.formatHex(write.metaHash()));
        json.put("authHash", HEX.formatHex(write.authHash()));
        json.put(
                "extensions",
                extensions.stream()
                        .map(extension -> Map.of(
                                "tag", Integer.toString(extension.tag()), "value", HEX.formatHex(extension.value())))
                        .toList());
        byte[] salt = bytes(32);
        json.put("salt", HEX.formatHex(salt));
        request.put("write", json);
        encoded.add(HEX.formatHex(write.encode()));
        return Commitment.write(salt, write.encode());
    }

    private byte[] version() {
        VersionLink version = new VersionLink(random.nextLong() >>> 1, bytes(32), bytes(32));
        byte[] salt = bytes(32);
        request.put(
                "version",
                Map.of(
                        "versionSeq", Long.toString(version.versionSeq()),
                        "prevLeafHash", HEX.formatHex(version.prevLeafHash()),
                        "refLeafHash", HEX.formatHex(version.refLeafHash()),
                        "salt", HEX.formatHex(salt)));
        encoded.add(HEX.formatHex(version.encode()));
        return Commitment.version(salt, version.encode());
    }

    private byte[] subject(List<Map<String, String>> links) {
        SubjectLink link =
                new SubjectLink(SubjectRole.of(1 + random.nextInt(2)), text(), random.nextLong() >>> 1, bytes(32));
        byte[] salt = bytes(32);
        links.add(Map.of(
                "role", Integer.toString(link.role().code()),
                "subject", link.subject(),
                "subjectSeq", Long.toString(link.subjectSeq()),
                "prevSubjectLeafHash", HEX.formatHex(link.prevSubjectLeafHash()),
                "salt", HEX.formatHex(salt)));
        encoded.add(HEX.formatHex(link.encode()));
        return Commitment.subject(salt, link.encode());
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(100);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
