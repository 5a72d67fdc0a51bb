package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.promise.PromiseFormatException;
import org.chartseal.anchoring.promise.PromiseHeader;
import org.chartseal.anchoring.promise.WritePromise;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;

class PromiseTest {
    private static final long BEFORE = TestLog.TIME_MS - 1;
    private static final long AFTER = TestLog.TIME_MS;
    private static final String OBSERVATION = "Observation/o1/_history/1";

    private final TestProofs hospital = new TestProofs();

    @Test
    void headerHasOneSpelling() {
        for (int count = 1; count <= 8; count++) {
            List<byte[]> writes = writes(count);
            String value = header(BEFORE, TestLog.SIGNER, writes);
            PromiseHeader read = PromiseHeader.parse(value);
            assertThat(read.value()).isEqualTo(value).matches("[\\x20-\\x7e]{1,700}");
            assertThat(read.signed().promise().count()).isEqualTo(count);
            assertThat(read.signed().signedByOneOf(List.of(TestLog.SIGNER.verifier())))
                    .isTrue();
            List<byte[]> shuffled = new ArrayList<>(writes);
            Collections.reverse(shuffled);
            assertThat(read.signed().promise().isOf(shuffled)).isTrue();
        }
    }

    @Test
    void noCharacterOfAHeaderCanBeAnother() {
        String value = header(BEFORE, TestLog.SIGNER, writes(2));
        int refused = 0;
        for (int i = 0; i < value.length(); i++) {
            String changed = value.substring(0, i) + (value.charAt(i) == 'A' ? 'B' : 'A') + value.substring(i + 1);
            try {
                PromiseHeader other = PromiseHeader.parse(changed);
                // The hint at the key is not signed, but then no key is hinted at.
                assertThat(other.signed().signedByOneOf(List.of(TestLog.SIGNER.verifier())))
                        .as(changed)
                        .isFalse();
            } catch (PromiseFormatException malformed) {
                refused++;
            }
        }
        assertThat(refused).isPositive().isLessThan(value.length());
    }

    @Test
    void promiseOfNoneOrTheSameTwiceIsRefused() {
        assertThatThrownBy(() -> WritePromise.of(TestLog.ORIGIN, BEFORE, List.of()))
                .isInstanceOf(PromiseFormatException.class);
        assertThatThrownBy(() -> WritePromise.of(
                        TestLog.ORIGIN,
                        BEFORE,
                        List.of(writes(1).get(0), writes(1).get(0))))
                .isInstanceOf(PromiseFormatException.class);
    }

    @Test
    void fileOfAResponseNamesItsVersions() {
        List<byte[]> writes = writes(2);
        String header = new PromiseHeader(
                        WritePromise.of(TestLog.ORIGIN, BEFORE, writes).sign(TestLog.SIGNER), List.of())
                .value();
        String body = "{\"resourceType\":\"Bundle\",\"entry\":["
                + entry("http://127.0.0.1/fhir/Patient/a/_history/1", writes.get(0)) + ","
                + entry("Patient/b/_history/7", writes.get(1)) + "]}";
        PromiseFile file = PromiseFile.of(header, body.getBytes(UTF_8), null);
        assertThat(file.writes())
                .extracting(PromiseFile.Write::version)
                .containsExactly("Patient/a/_history/1", "Patient/b/_history/7");
        assertThat(PromiseFile.parse(file.json().getBytes(UTF_8)).json()).isEqualTo(file.json());
        assertThatThrownBy(() -> PromiseFile.of(header, "{}".getBytes(UTF_8), null))
                .isInstanceOf(ProofFormatException.class);
    }

    @Test
    void keptPromiseIsVerifiedByTheProofAndByAnAudit() {
        PromiseFile kept = promise(BEFORE, TestLog.SIGNER, OBSERVATION, w(1));
        assertThat(audit(kept).verdict()).isEqualTo(Verdict.VERIFIED);
        Verification redeemed = new PromiseVerifier(TestProofs.trust(Evidence.DEVELOPMENT))
                .verify(kept, List.of(hospital.proof(1, hospital.evidence(Ledger.DEVELOPMENT))), null);
        assertThat(redeemed.verdict()).as("%s", redeemed.findings()).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void brokenPromiseIsEvidenceOnceTheLogShowsALaterTime() {
        assertThat(audit(promise(BEFORE, TestLog.SIGNER, OBSERVATION, TestLog.sha("never logged")))
                        .verdict())
                .isEqualTo(Verdict.WITHHELD);
        assertThat(audit(promise(AFTER, TestLog.SIGNER, OBSERVATION, TestLog.sha("not logged yet")))
                        .verdict())
                .isEqualTo(Verdict.PENDING);
    }

    @Test
    void nobodyIsAccusedByAStrangersPromise() {
        CheckpointSigner stranger = CheckpointSigner.fromSeed(TestLog.ORIGIN, TestLog.sha("stranger"));
        assertThat(audit(promise(BEFORE, stranger, OBSERVATION, TestLog.sha("never logged")))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void nobodyIsAccusedWhereLeavesAreNotShown() {
        List<OpenedLeaf> leaves = new ArrayList<>(hospital.export());
        leaves.set(6, new OpenedLeaf(6, leaves.get(6).entry(), null, null, null, null, "erased"));
        AuditReport report = audit(promise(BEFORE, TestLog.SIGNER, OBSERVATION, TestLog.sha("never logged")), leaves);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings()).anyMatch(found -> found.finding().reason().contains("not all leaves are shown"));
    }

    @Test
    void promiseOfAnotherVersionIsCalledReplayed() {
        AuditReport report = audit(promise(BEFORE, TestLog.SIGNER, "Observation/o1/_history/2", w(1)));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings()).anyMatch(found -> found.finding().reason().startsWith("replayed: "));
    }

    @Test
    void proofsOfOthersRedeemNothing() {
        PromiseFile kept = promise(BEFORE, TestLog.SIGNER, OBSERVATION, w(1));
        Verification redeemed = new PromiseVerifier(TestProofs.trust(Evidence.DEVELOPMENT))
                .verify(kept, List.of(hospital.proof(2, hospital.evidence(Ledger.DEVELOPMENT))), null);
        assertThat(redeemed.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(new PromiseVerifier(TestProofs.trust(Evidence.DEVELOPMENT))
                        .verify(kept, List.of(), null)
                        .verdict())
                .isEqualTo(Verdict.PENDING);
    }

    private AuditReport audit(PromiseFile promise) {
        return audit(promise, hospital.export());
    }

    private AuditReport audit(PromiseFile promise, List<OpenedLeaf> leaves) {
        Iterator<String> lines = leaves.stream().map(OpenedLeaf::json).iterator();
        try (LeafExaminations examined = new LeafExaminations(TestLog.ORIGIN, lines)) {
            return new LogAudit(TestProofs.trust(Evidence.RPC), List.of(promise), LogAudit.Progress.NONE)
                    .walk(hospital.checkpoint(), examined);
        }
    }

    private byte[] w(long index) {
        LeafWrite write = hospital.store.leaf(index).write();
        return TestLog.w(write);
    }

    private static PromiseFile promise(long deadline, CheckpointSigner signer, String version, byte[] w) {
        return PromiseFile.of(header(deadline, signer, List.of(w)), null, version);
    }

    private static String header(long deadline, CheckpointSigner signer, List<byte[]> writes) {
        return new PromiseHeader(
                        WritePromise.of(TestLog.ORIGIN, deadline, writes).sign(signer), writes)
                .value();
    }

    private static List<byte[]> writes(int count) {
        List<byte[]> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(TestLog.sha("write " + i));
        }
        return writes;
    }

    private static String entry(String location, byte[] w) {
        return "{\"response\":{\"extension\":[{\"url\":\"" + PromiseFile.EXTENSION + "\",\"valueString\":\""
                + HexFormat.of().formatHex(w) + "\"}],\"status\":\"201 Created\",\"location\":\"" + location + "\"}}";
    }
}
