package org.chartseal.anchoring.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chartseal.anchoring.canonical.SubjectRule;
import org.chartseal.anchoring.log.InclusionProof;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.map.MapKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The vectors that the Java side is tested with, against the browser's modules in Node. */
class SharedVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static NodeVerifier node;

    @BeforeAll
    static void start() throws IOException {
        node = NodeVerifier.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void canonicalCases() throws IOException {
        JsonNode cases = json("/org/chartseal/anchoring/canonical/cases.json");
        assertThat(cases).hasSize(12);
        for (JsonNode vector : cases) {
            byte[] in = vector.get("in").asText().getBytes(UTF_8);
            String out = node.ask(Map.of("op", "resource", "in", NodeVerifier.base64(in)));
            if (vector.get("out").isNull()) {
                assertThat(out).as(vector.get("name").asText()).startsWith("refused: byte ");
            } else {
                byte[] content = HEX.parseHex(out.substring(0, out.indexOf(' ')));
                assertThat(new String(content, UTF_8))
                        .as(vector.get("name").asText())
                        .isEqualTo(vector.get("out").asText());
            }
        }
    }

    /** The modules decode the golden W and V and encode them again; the leaf hash needs the S of the Java test. */
    @Test
    void goldenLeaves() throws IOException {
        for (JsonNode golden : json("/org/chartseal/anchoring/log/leaf.json")) {
            String write = golden.get("writeHex").asText();
            boolean first = golden.get("writeHex").asText().contains(HEX.formatHex("l-1\u0000\u00011".getBytes(UTF_8)));
            String before = first ? "00".repeat(32) : previous();
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("op", "leaf");
            request.put("write", write(first));
            request.put(
                    "version",
                    version(first ? "1" : "2", before, HEX.formatHex(TestLog.sha(first ? "golden v1" : "golden v2"))));
            request.put(
                    "subjects",
                    List.of(
                            subject(
                                    first ? "golden s1" : "golden s3",
                                    "1",
                                    "Patient/mother",
                                    first ? "1" : "2",
                                    before),
                            subject(
                                    first ? "golden s2" : "golden s4",
                                    first ? "1" : "2",
                                    "Patient/newborn",
                                    first ? "1" : "2",
                                    before)));
            String[] answer = node.ask(request).split("\\|", -1);
            assertThat(answer[0])
                    .startsWith(write + " " + golden.get("versionHex").asText() + " ");
            assertThat(answer[1]).isEqualTo(answer[0]);
            assertThat(answer[2]).isEqualTo(golden.get("leafHash").asText());
        }
    }

    private static String previous() throws IOException {
        return json("/org/chartseal/anchoring/log/leaf.json")
                .get(0)
                .get("leafHash")
                .asText();
    }

    private static Map<String, Object> write(boolean first) {
        Map<String, Object> write = new LinkedHashMap<>();
        write.put("salt", HEX.formatHex(TestLog.sha(first ? "golden w1" : "golden w2")));
        write.put("kind", "1");
        write.put("canonId", "1");
        write.put("subjectRuleId", "1");
        write.put("origin", "hospital.example/fhirlog/default");
        write.put("type", "List");
        write.put("id", "l-1");
        write.put("versionId", first ? "1" : "2");
        write.put("lastUpdatedMs", "1704164645678");
        write.put("contentHash", HEX.formatHex(TestLog.sha(first ? "c1" : "c2")));
        write.put("metaHash", HEX.formatHex(TestLog.sha("m")));
        write.put("authHash", "00".repeat(32));
        write.put("extensions", List.of());
        return write;
    }

    private static Map<String, String> version(String seq, String before, String salt) {
        return Map.of("versionSeq", seq, "prevLeafHash", before, "refLeafHash", "00".repeat(32), "salt", salt);
    }

    private static Map<String, String> subject(String salt, String role, String subject, String seq, String before) {
        return Map.of(
                "salt", HEX.formatHex(TestLog.sha(salt)),
                "role", role,
                "subject", subject,
                "subjectSeq", seq,
                "prevSubjectLeafHash", before);
    }

    @Test
    void goldenMaps() throws IOException {
        JsonNode maps = json("/org/chartseal/anchoring/map/map.json");
        byte[] valueKey = HEX.parseHex(maps.get("valueKey").asText());
        int heads = 0;
        for (JsonNode map : maps.get("maps")) {
            for (JsonNode head : map.get("heads")) {
                byte[] key = HEX.parseHex(head.get("key").asText());
                Map<String, String> request = new LinkedHashMap<>();
                request.put("op", "map");
                request.put("mapKey", maps.get("mapKey").asText());
                for (String name : List.of("space", "reference", "seq", "leafHash")) {
                    request.put(name, head.get(name).asText());
                }
                request.put("salt", HEX.formatHex(new MapKeys(valueKey, valueKey).salt(key)));
                assertThat(node.ask(request))
                        .isEqualTo(head.get("key").asText() + " "
                                + head.get("value").asText());
                heads++;
            }
        }
        assertThat(heads).isEqualTo(15);
    }

    @Test
    void theSubjectRulesTableIsTheSame() throws IOException {
        List<String> lines = new ArrayList<>();
        SubjectRule.elements().forEach((type, paths) -> lines.add(type + "=" + String.join(",", paths)));
        assertThat(node.ask(Map.of("op", "elements"))).isEqualTo(String.join(" ", lines));
    }

    /** A sample of the sizes up to 1,024, which {@code MerkleTreeTest} has all of; every path also one node short. */
    @Test
    void inclusionProofs() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            int size = i < 12 ? i + 1 : 1 + random.nextInt(1024);
            List<byte[]> leaves = new ArrayList<>();
            for (int k = 0; k < size; k++) {
                leaves.add(TestLog.sha("leaf " + k));
            }
            int index = random.nextInt(size);
            List<byte[]> path = InclusionProof.create((level, at) -> subtree(leaves, level, at), index, size)
                    .path();
            assertThat(included(index, size, path, leaves)).isEqualTo("true");
            assertThat(included((index + 1) % size, size, path, leaves)).isEqualTo(size == 1 ? "true" : "false");
            assertThat(included(index, size + 1024, path, leaves)).isEqualTo("false");
            if (!path.isEmpty()) {
                assertThat(included(index, size, path.subList(1, path.size()), leaves))
                        .isEqualTo("false");
            }
        }
    }

    private static byte[] subtree(List<byte[]> leaves, int level, long at) {
        int width = 1 << level;
        return MerkleTree.root(leaves.subList((int) at * width, ((int) at + 1) * width));
    }

    private static String included(int index, int size, List<byte[]> path, List<byte[]> leaves) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("op", "included");
        request.put("index", Integer.toString(index));
        request.put("size", Integer.toString(size));
        request.put("path", path.stream().map(HEX::formatHex).toList());
        request.put("leaf", HEX.formatHex(leaves.get(index)));
        request.put("root", HEX.formatHex(MerkleTree.root(leaves)));
        return node.ask(request);
    }

    private static JsonNode json(String resource) throws IOException {
        return new ObjectMapper()
                .readTree(SharedVectorsTest.class.getResourceAsStream(resource).readAllBytes());
    }
}
