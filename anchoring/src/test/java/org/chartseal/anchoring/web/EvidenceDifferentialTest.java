package org.chartseal.anchoring.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.chartseal.anchoring.cli.CommandLineVerdict;
import org.chartseal.anchoring.evidence.ArchivedHeader;
import org.chartseal.anchoring.evidence.QbftBlock;
import org.chartseal.anchoring.evidence.SyntheticBlock;
import org.chartseal.anchoring.evidence.TestAuthority;
import org.chartseal.anchoring.evidence.TestAuthority.Fault;
import org.chartseal.anchoring.evidence.TimestampToken;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.ProofFile;
import org.chartseal.anchoring.proof.TestEvidence;
import org.chartseal.anchoring.proof.TestProofs;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.chartseal.anchoring.proof.TrustPins;
import org.chartseal.anchoring.proof.Verdict;
import org.junit.jupiter.api.Test;

/** Format 2: the browser says what the command line says, byte by byte, but of the stamps that it leaves unchecked. */
class EvidenceDifferentialTest {
    private static final Pattern VALUE = Pattern.compile("\"([0-9a-f]{2,}|0x[0-9a-f]{40,}|[0-9]{1,19})\"");
    private static final Set<Evidence> OFFLINE = EnumSet.of(Evidence.HEADER, Evidence.QBFT, Evidence.WITNESSES);
    private static final int CHANGES = Integer.getInteger("chartseal.evidence.changes", 12);

    private record Case(String trust, String proof) {}

    @Test
    void bothVerifiersSayTheSame() throws Exception {
        Random random = new Random(20);
        List<Case> cases = cases();
        int verified = 0;
        try (NodeVerifier node = NodeVerifier.start()) {
            for (Case one : cases) {
                verified += same(node, one) ? 1 : 0;
                String evidence = one.proof().substring(one.proof().indexOf("\"anchors\""));
                for (int i = 0; i < CHANGES; i++) {
                    String changed =
                            i % 4 == 0 ? one.proof() : one.proof().replace(evidence, changed(evidence, random));
                    String trust = i % 4 == 0 ? changed(one.trust(), random) : one.trust();
                    same(node, new Case(trust, changed));
                }
            }
        }
        assertThat(verified).isEqualTo(6);
    }

    @Test
    void theBrowserLeavesStampsToTheCommandLine() throws Exception {
        SyntheticBlock block = TestEvidence.block();
        TestAuthority authority = new TestAuthority(Fault.NONE);
        TrustPins pins = new TrustPins(
                EnumSet.of(Evidence.RFC3161),
                List.of(new ArchivedHeader(7, block.hash())),
                List.of(),
                List.of(),
                0,
                List.of(authority.rootCertificate()),
                List.of());
        TimestampToken token = authority.stamp(TestEvidence.digest(), Instant.parse("2024-06-01T00:00:00Z"));
        byte[] trust = TestEvidence.trust(OFFLINE, pins).json().getBytes(UTF_8);
        byte[] proof =
                TestEvidence.proof(TestEvidence.receipt(block), token).json().getBytes(UTF_8);
        assertThat(CommandLineVerdict.verification(trust, proof, null).verdict())
                .isEqualTo(Verdict.VERIFIED);
        try (NodeVerifier node = NodeVerifier.start()) {
            assertThat(node.verify(trust, proof, null))
                    .startsWith("{\"verdict\":\"INCONCLUSIVE\"")
                    .contains(
                            "the trust file requires rfc3161, which is missing",
                            "{\"level\":\"L4\",\"reason\":\"rfc3161: the command line checks this\",\"status\":\"NOT_CHECKED\"}");
        }
    }

    private static List<Case> cases() {
        SyntheticBlock block = TestEvidence.block();
        SyntheticBlock forked = TestEvidence.block(TestLog.sha("another history"));
        TrustPins archived = TestEvidence.headers(new ArchivedHeader(7, block.hash()));
        TrustPins both =
                TestEvidence.headers(new ArchivedHeader(7, block.hash()), new ArchivedHeader(7, forked.hash()));
        ProofFile proof = TestEvidence.proof(TestEvidence.receipt(block));
        ProofFile contradicted = TestEvidence.proof(TestEvidence.receipt(block), TestEvidence.receipt(forked));
        List<Case> cases = new ArrayList<>();
        cases.add(of(TestEvidence.trust(OFFLINE, archived), proof));
        cases.add(of(TestEvidence.trust(OFFLINE, both), contradicted));
        cases.add(of(TestEvidence.trust(Set.of(), archived), proof));
        cases.add(of(TestEvidence.trust(OFFLINE, archived), TestEvidence.HOSPITAL.proof(1)));
        cases.add(of(TestProofs.trust(Evidence.DEVELOPMENT), proof));
        QbftBlock four = new QbftBlock(0, 4);
        for (int sealed = 2; sealed <= 4; sealed++) {
            SyntheticBlock one = four.sealBy(TestEvidence.block(), sealed, sealed);
            TrustFile trust = TestEvidence.trust(OFFLINE, TestEvidence.validators(four.from(0, 0)));
            cases.add(of(trust, TestEvidence.proof(TestEvidence.receipt(one))));
        }
        SyntheticBlock old = four.sealBy(TestEvidence.block(), 0, 4);
        cases.add(of(
                TestEvidence.trust(OFFLINE, TestEvidence.validators(four.from(0, 0), new QbftBlock(9, 4).from(9, 9))),
                TestEvidence.proof(TestEvidence.receipt(old))));
        cases.add(of(
                TestEvidence.trust(OFFLINE, TestEvidence.headers(new ArchivedHeader(7, four.hash(old)))),
                TestEvidence.proof(TestEvidence.receipt(old))));
        TrustPins witnesses = TestEvidence.witnesses(
                EnumSet.of(Evidence.WITNESSES), 2, TestEvidence.witness(1), TestEvidence.witness(2));
        for (int other : new int[] {2, 3}) {
            cases.add(of(
                    TestEvidence.trust(OFFLINE, witnesses),
                    TestEvidence.cosigned(
                            proof, TestEvidence.note(TestEvidence.cosignature(1), TestEvidence.cosignature(other)))));
        }
        cases.add(of(
                TestEvidence.trust(EnumSet.of(Evidence.DEVELOPMENT), archived),
                TestEvidence.HOSPITAL.proof(1, TestEvidence.HOSPITAL.evidence(Ledger.DEVELOPMENT))));
        return cases;
    }

    private static Case of(TrustFile trust, ProofFile proof) {
        return new Case(trust.json(), proof.json());
    }

    /** Whether both said VERIFIED; that both say the same is asserted. */
    private static boolean same(NodeVerifier node, Case one) throws IOException {
        byte[] trust = one.trust().getBytes(UTF_8);
        byte[] proof = one.proof().getBytes(UTF_8);
        String expected = CommandLineVerdict.of(trust, proof, null);
        assertThat(node.verify(trust, proof, null)).as(one.proof()).isEqualTo(expected);
        return expected.startsWith("{\"verdict\":\"VERIFIED\"");
    }

    /** One value of the text with one character another. */
    private static String changed(String text, Random random) {
        List<MatchResult> values = VALUE.matcher(text).results().toList();
        MatchResult value = values.get(random.nextInt(values.size()));
        int at = value.start(1) + random.nextInt(value.end(1) - value.start(1));
        char with = "0123456789abcdef".charAt(random.nextInt(Character.isDigit(text.charAt(at)) ? 10 : 16));
        return text.substring(0, at) + with + text.substring(at + 1);
    }
}
