package org.chartseal.anchoring.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    /** The example key and note of the Go package golang.org/x/mod/sumdb/note. */
    private static final String VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String SIGNATURE =
            "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private static final String SIGNED = "origin.example/log\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    @Test
    void verifierKeyOfAnotherImplementation() {
        assertThat(CheckpointVerifier.parse(VKEY).vkey()).isEqualTo(VKEY);
        assertThatThrownBy(() -> CheckpointVerifier.parse(VKEY.replace("c74f20a3", "c74f20a4")))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage("expected key id c74f20a3, found c74f20a4");
    }

    @Test
    void signsAndVerifiesAmongOtherSignatures() {
        SignedCheckpoint note = TestLog.SIGNER.sign(new Checkpoint("origin.example/log", 7, MerkleTree.emptyRoot()));
        assertThat(note.text()).startsWith(SIGNED + "\n\u2014 " + TestLog.ORIGIN + " ");
        SignedCheckpoint read = SignedCheckpoint.parse(note.text() + SIGNATURE);
        assertThat(read.text()).isEqualTo(note.text() + SIGNATURE);
        assertThat(TestLog.SIGNER.verifier().verifies(read)).isTrue();
        assertThat(CheckpointVerifier.parse(VKEY).verifies(read)).isFalse();
        SignedCheckpoint other = SignedCheckpoint.parse(note.text().replace("\n7\n", "\n8\n"));
        assertThat(TestLog.SIGNER.verifier().verifies(other)).isFalse();
    }

    @Test
    void keepsExtensionLines() {
        Checkpoint checkpoint = Checkpoint.parse(SIGNED + "extension one\nextension two\n");
        assertThat(checkpoint.extensions()).containsExactly("extension one", "extension two");
        assertThat(checkpoint.body()).isEqualTo(SIGNED + "extension one\nextension two\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "o\n7\n",
                "o\n07\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "o\n-7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "o\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "o\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
                "o\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
                "o\n7\n47DEQpj8HBSa\n",
                "\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            })
    void refusesAnyOtherBody(String body) {
        assertThatThrownBy(() -> Checkpoint.parse(body)).isInstanceOf(CheckpointFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                SIGNED,
                SIGNED + "\n",
                SIGNED + "\n- " + "PeterNeumann x08go/ZJ\n",
                SIGNED + "\n\u2014 PeterNeumann\n",
                SIGNED + "\n\u2014 PeterNeumann x08g\n",
                SIGNED + "\n\u2014  x08go/ZJ\n",
            })
    void refusesAnyOtherNote(String note) {
        assertThatThrownBy(() -> SignedCheckpoint.parse(note)).isInstanceOf(CheckpointFormatException.class);
    }

    @Test
    void boundsTheNumberOfSignatures() {
        SignedCheckpoint note = TestLog.SIGNER.sign(new Checkpoint("o", 7, MerkleTree.emptyRoot()));
        List<NoteSignature> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(note.signatures().get(0));
        }
        assertThatThrownBy(() -> new SignedCheckpoint(note.checkpoint(), many))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessage("expected 1 to 100 signatures, found 101");
    }
}
