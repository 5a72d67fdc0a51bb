package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.proof.AnchorEvidence.Ledger;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictFilesTest {
    private final TestProofs hospital = new TestProofs();
    private final String proof =
            hospital.proof(1, hospital.evidence(Ledger.DEVELOPMENT)).json();
    private final String trust = TestProofs.trust(Evidence.RPC).json();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\":\"1\"|\"format\":\"2\"|proof.format: expected \"1\", found something else",
                "\"format\":\"1\"|\"format\":\"1-draft\"|proof.format: expected \"1\", found something else",
                "\"canon\":|\"renewals\":[{\"type\":\"rfc4998/1\"}],\"canon\":|proof.renewals: expected no renewal \"rfc4998/1\"",
                "\"canon\":|\"renewals\":[{}],\"canon\":|proof.renewals.type: expected a string, found none",
                "\"canon\":|\"renewals\":\"\",\"canon\":|proof.renewals: expected an array, found something else",
                "\"spec\":\"|\"spec\":\"0|proof.spec: expected 64 lower-case hex digits, found something else",
                "\"hash\":\"SHA-256\"|\"hash\":\"SHA-1\"|proof.hash: expected \"SHA-256\", found something else",
                "\"canon\":\"fhir-jcs-lex/1\",|``|proof.canon: expected a string, found none",
                "\"canon\":|\"extra\":\"\",\"canon\":|proof: expected no field \"extra\"",
                "\"treeSize\":\"8\",\"path\"|\"treeSize\":8,\"path\"|proof.treeSize: expected a string, found something else",
                "\"treeSize\":\"8\",\"path\"|\"treeSize\":\"08\",\"path\"|proof.treeSize: expected a decimal string up to 2^63-1, found something else",
                "\"treeSize\":\"8\",\"path\"|\"treeSize\":\"9223372036854775808\",\"path\"|proof.treeSize: expected a decimal string up to 2^63-1, found something else",
                "\"salt\":\"|\"salt\":\"AB|proof.leaf.write.salt: expected 64 lower-case hex digits, found something else",
                "evm-anchor/1|evm-anchor/2|proof.anchors.type: expected \"evm-anchor/1\", found something else",
                "\"chainId\":\"1337\"|\"chainId\":\"-1\"|proof.anchors.chainId: expected a decimal string up to 2^63-1, found something else",
                "\"ledger\":\"development\"|\"ledger\":\"mainnet\"|proof.anchors.ledger: expected development or network, found something else",
            })
    void refusesWhateverIsNotThisFormat(String from, String to, String message) {
        String changed = proof.replaceFirst(Pattern.quote(from), to);
        assertThat(changed).isNotEqualTo(proof);
        assertThatThrownBy(() -> ProofFile.parse(changed.getBytes(UTF_8)))
                .isInstanceOf(ProofFormatException.class)
                .hasMessage(message);
    }

    @Test
    void readsBackWhatItWrites() {
        assertThat(ProofFile.parse(proof.getBytes(UTF_8)).json()).isEqualTo(proof);
        assertThat(TrustFile.parse(trust.getBytes(UTF_8)).json()).isEqualTo(trust);
        String consistency = ConsistencyText.json(hospital.consistency(3, 8));
        assertThat(ConsistencyText.json(ConsistencyText.parse(consistency.getBytes(UTF_8))))
                .isEqualTo(consistency);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\":\"1\"|\"format\":\"1-draft\"|trust.format: expected \"1\", found something else",
                "\"edition\":\"1\"|\"edition\":\"0\"|trust.edition: expected a number from 1, found something else",
                "\"edition\":\"1\"|\"edition\":\"2\"|trust.previous: expected a string, found none",
                "\"origin\":|\"previous\":\"\",\"origin\":|trust.previous: expected none in edition 1, found something else",
                "\"key\":\"|\"key\":\"x|trust.logKeys.key: expected a verifier key (expected key id",
                "\"key\":|\"lastSize\":\"-1\",\"key\":|trust.logKeys.lastSize: expected a decimal string up to 2^63-1, found something else",
                "\"rpc\"|\"rpc\",\"rpc\"|trust.evidence: expected each word once, found something else",
                "\"rpc\"|\"notary\"|trust.evidence: expected development or rpc, found something else",
            })
    void trustFilesAreReadAsStrictly(String from, String to, String message) {
        String changed = trust.replaceFirst(Pattern.quote(from), to);
        assertThat(changed).isNotEqualTo(trust);
        assertThatThrownBy(() -> TrustFile.parse(changed.getBytes(UTF_8)))
                .isInstanceOf(ProofFormatException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aLaterEditionNamesTheOneBeforeAndNoKeyTwice() {
        String second =
                trust.replace("\"edition\":\"1\"", "\"edition\":\"2\",\"previous\":\"" + "ab".repeat(32) + "\"");
        TrustFile read = TrustFile.parse(second.getBytes(UTF_8));
        assertThat(read.edition()).isEqualTo(2);
        assertThat(read.json()).isEqualTo(second);
        String twice = trust.replaceFirst("(\\{\"key\":\"[^}]*})", "$1,$1");
        assertThatThrownBy(() -> TrustFile.parse(twice.getBytes(UTF_8)))
                .hasMessage("trust.logKeys: expected each key once, found something else");
    }

    @Test
    void writersNameTheSpecificationThatIsOnTheClassPath() throws IOException {
        byte[] text =
                Specification.class.getResourceAsStream(Specification.RESOURCE).readAllBytes();
        assertThat(Specification.digest()).isEqualTo(Hex.of(Sha256.hash(text)));
        assertThat(ProofFile.parse(proof.getBytes(UTF_8)).spec()).isEqualTo(Specification.digest());
        String unsaid = proof.replaceFirst(",\"spec\":\"[0-9a-f]{64}\"", "");
        assertThat(ProofFile.parse(unsaid.getBytes(UTF_8)).spec()).isNull();
    }

    @Test
    void unknownFieldNamesCannotSteerATerminal() {
        assertThatThrownBy(() -> TrustFile.parse(trust.replace("{\"format\"", "{\"\\u001b[2J\":\"\",\"format\"")
                        .getBytes(UTF_8)))
                .hasMessage("trust: expected no field \"??2J\"");
    }

    @Test
    void mutationsAreReadOrRefusedAndNeverVerifyAnotherContent() {
        Random random = new Random(11);
        ProofVerifier verifier = new ProofVerifier(TestProofs.trust(Evidence.DEVELOPMENT));
        int refused = 0;
        for (int i = 0; i < 6_000; i++) {
            byte[] bytes = proof.getBytes(UTF_8);
            int at = random.nextInt(bytes.length);
            bytes[at] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : bytes[at] ^ 1);
            try {
                ProofFile read = ProofFile.parse(bytes);
                if (verifier.verify(read, null, null, null).verdict() == Verdict.VERIFIED) {
                    assertThat(read.content()).isEqualTo(hospital.content(1));
                }
            } catch (ProofFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_500);
    }

    @Test
    void everyReaderThrowsOnlyWhatItDeclares() {
        List<String> texts = List.of(
                trust,
                hospital.export().get(3).json(),
                ConsistencyText.json(hospital.consistency(3, 8)),
                ExportHeader.json(hospital.checkpoint()));
        List<Consumer<byte[]>> readers = List.of(
                TrustFile::parse,
                bytes -> OpenedLeaf.parse(new String(bytes, UTF_8)),
                ConsistencyText::parse,
                bytes -> ExportHeader.parse(new String(bytes, UTF_8)));
        Random random = new Random(12);
        for (int i = 0; i < 6_000; i++) {
            int which = i % texts.size();
            byte[] bytes = texts.get(which).getBytes(UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                readers.get(which).accept(bytes);
            } catch (ProofFormatException | CheckpointFormatException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError(new String(bytes, UTF_8), e);
            }
        }
    }
}
