package org.chartseal.anchoring.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.Sha256;
import org.junit.jupiter.api.Test;

/** The two golden leaves: a List about mother and newborn, then the newborn leaves it. */
class LeafVectorsTest {
    private static final byte[] ZEROS = new byte[32];

    @Test
    void bothLeavesAreReproducedByteByByte() throws IOException {
        LeafWrite write1 = write("1", "c1");
        VersionLink version1 = new VersionLink(1, ZEROS, ZEROS);
        Commitment first = new Commitment(
                Commitment.write(sha("golden w1"), write1.encode()),
                Commitment.version(sha("golden v1"), version1.encode()),
                List.of(
                        subject("golden s1", SubjectRole.IN, "Patient/mother", 1, ZEROS),
                        subject("golden s2", SubjectRole.IN, "Patient/newborn", 1, ZEROS)));
        check(0, write1, version1, first);

        byte[] before = first.leafHash();
        LeafWrite write2 = write("2", "c2");
        VersionLink version2 = new VersionLink(2, before, ZEROS);
        Commitment second = new Commitment(
                Commitment.write(sha("golden w2"), write2.encode()),
                Commitment.version(sha("golden v2"), version2.encode()),
                List.of(
                        subject("golden s3", SubjectRole.IN, "Patient/mother", 2, before),
                        subject("golden s4", SubjectRole.LEFT, "Patient/newborn", 2, before)));
        check(1, write2, version2, second);
    }

    @Test
    void decodersReadBackAndRefuseAnyOtherLength() {
        SubjectLink subject = new SubjectLink(SubjectRole.LEFT, "Patient/é", Long.MAX_VALUE, sha("x"));
        LeafWrite erasure = LeafWrite.erasure("log", -1, 77, sha("auth"));
        assertThat(SubjectLink.decode(subject.encode()).encode()).isEqualTo(subject.encode());
        assertThat(LeafWrite.decode(erasure.encode()).encode()).isEqualTo(erasure.encode());
        assertThat(LeafWrite.decode(erasure.encode()).erasedIndex()).hasValue(77);
        byte[] version = new VersionLink(3, sha("p"), sha("r")).encode();
        assertThat(VersionLink.decode(version).encode()).isEqualTo(version).hasSize(72);
        for (byte[] bytes : List.of(subject.encode(), erasure.encode(), version)) {
            for (int length = 0; length < bytes.length + 2; length++) {
                if (length != bytes.length) {
                    byte[] wrong = Arrays.copyOf(bytes, length);
                    assertThatThrownBy(() -> decode(bytes, wrong)).isInstanceOf(LeafFormatException.class);
                }
            }
        }
    }

    private static void decode(byte[] like, byte[] bytes) {
        if (like.length == 72) {
            VersionLink.decode(bytes);
        } else if (like[0] == 'F') {
            LeafWrite.decode(bytes);
        } else {
            SubjectLink.decode(bytes);
        }
    }

    @Test
    void extensionTagsAscend() {
        LeafWrite write = write("1", "c1");
        List<LeafExtension> twice = List.of(new LeafExtension(2, ZEROS), new LeafExtension(2, ZEROS));
        assertThatThrownBy(() -> new LeafWrite(write.kind(), 1, 1, "o", "T", "i", "1", 0, ZEROS, ZEROS, ZEROS, twice))
                .isInstanceOf(LeafFormatException.class);
        assertThat(new LeafExtension(0x7fff, ZEROS).critical()).isFalse();
        assertThat(new LeafExtension(0x8000, ZEROS).critical()).isTrue();
    }

    @Test
    void saltsAreSeparatedByPurposeAndIndex() {
        byte[] key = sha("key");
        // Independent of Hashes: the label's zero byte and the big-endian index spelt out.
        assertThat(Salts.log(key, 0x0102, 2))
                .isEqualTo(Hashes.hmac(
                        key,
                        "fhirlog/salt/log/v1".getBytes(UTF_8),
                        HexFormat.of().parseHex("00" + "0000000000000102" + "02")));
        assertThat(Salts.subject(key, 1))
                .isEqualTo(Hashes.hmac(
                        key,
                        "fhirlog/salt/subject/v1".getBytes(UTF_8),
                        HexFormat.of().parseHex("00" + "0000000000000001")));
        assertThat(Salts.write(key, sha("r")))
                .isEqualTo(Hashes.hmac(key, "fhirlog/salt/write/v1".getBytes(UTF_8), new byte[1], sha("r")));
    }

    private void check(int index, LeafWrite write, VersionLink version, Commitment commitment) throws IOException {
        String array = new String(getClass().getResourceAsStream("leaf.json").readAllBytes(), UTF_8);
        JsonObject root = JsonReader.readObject(("{\"leaves\":" + array + "}").getBytes(UTF_8));
        JsonObject golden =
                (JsonObject) ((JsonArray) root.get("leaves")).values().get(index);
        assertThat(hex(write.encode())).isEqualTo(golden.text("writeHex"));
        assertThat(hex(LeafWrite.decode(write.encode()).encode())).isEqualTo(golden.text("writeHex"));
        assertThat(hex(version.encode())).isEqualTo(golden.text("versionHex"));
        assertThat(hex(commitment.w())).isEqualTo(golden.text("w"));
        assertThat(hex(commitment.v())).isEqualTo(golden.text("v"));
        List<String> subjects = ((JsonArray) golden.get("s"))
                .values().stream().map(Object::toString).toList();
        assertThat(commitment.subjects().stream().map(LeafVectorsTest::hex)).containsExactlyElementsOf(subjects);
        assertThat(hex(commitment.entry())).isEqualTo(golden.text("entry"));
        assertThat(hex(commitment.leafHash())).isEqualTo(golden.text("leafHash"));
    }

    private static LeafWrite write(String versionId, String content) {
        return new LeafWrite(
                LeafKind.VERSION,
                1,
                1,
                "hospital.example/fhirlog/default",
                "List",
                "l-1",
                versionId,
                1704164645678L,
                sha(content),
                sha("m"),
                ZEROS,
                List.of());
    }

    private static byte[] subject(String salt, SubjectRole role, String subject, long seq, byte[] before) {
        return Commitment.subject(sha(salt), new SubjectLink(role, subject, seq, before).encode());
    }

    private static byte[] sha(String text) {
        return Sha256.hash(text.getBytes(UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
