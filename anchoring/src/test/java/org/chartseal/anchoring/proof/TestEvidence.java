package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.chartseal.anchoring.evidence.ArchivedHeader;
import org.chartseal.anchoring.evidence.BitcoinHeader;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.evidence.SyntheticBlock;
import org.chartseal.anchoring.evidence.ValidatorSet;
import org.chartseal.anchoring.log.Cosigner;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TestLog;
import org.chartseal.anchoring.proof.TrustFile.Evidence;

/** Evidence for the checkpoint of {@link TestProofs}, and trust files that ask for it. */
public final class TestEvidence {
    public static final TestProofs HOSPITAL = new TestProofs();
    private static final long COSIGNED = 1_704_164_650;

    private TestEvidence() {}

    /** A block that anchors the checkpoint. */
    public static SyntheticBlock block() {
        return block(HOSPITAL.checkpoint().checkpoint().root());
    }

    public static SyntheticBlock block(byte[] root) {
        return block(root, HOSPITAL.checkpoint().checkpoint().size());
    }

    public static SyntheticBlock block(byte[] root, long size) {
        Random random = new Random(7);
        return new SyntheticBlock()
                .others(random, 2)
                .anchor(random, 1, 1, size, root)
                .others(random, 3);
    }

    /** The evidence of a block that {@link #block} made. */
    public static EvidenceItem receipt(SyntheticBlock block) {
        return block.proof(2, 1);
    }

    public static byte[] digest() {
        return TestLog.sha(HOSPITAL.checkpoint().checkpoint().body());
    }

    public static ProofFile proof(EvidenceItem... items) {
        return HOSPITAL.proof(1, HOSPITAL.evidence(AnchorEvidence.Ledger.NETWORK))
                .withEvidence(List.of(items));
    }

    /** The same with other signature lines on its checkpoint. */
    public static ProofFile cosigned(ProofFile proof, SignedCheckpoint note) {
        return new ProofFile(
                proof.leafIndex(),
                proof.leaf(),
                proof.content(),
                proof.meta(),
                proof.treeSize(),
                proof.path(),
                note.text(),
                proof.anchors(),
                proof.evidence(),
                proof.erasure(),
                proof.spec());
    }

    private static Ed25519PrivateKeyParameters witnessKey(int number) {
        return new Ed25519PrivateKeyParameters(TestLog.sha("witness " + number), 0);
    }

    public static Witness witness(int number) {
        byte[] key = witnessKey(number).generatePublicKey().getEncoded();
        return new Witness(new Cosigner("witness.example/" + number, key), "Hospital " + number);
    }

    /** A witness's line, over the time it names unless told another. */
    public static NoteSignature cosignature(int number, long said) {
        byte[] message = ("cosignature/v1\ntime " + COSIGNED + "\n"
                        + HOSPITAL.checkpoint().checkpoint().body())
                .getBytes(UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, witnessKey(number));
        signer.update(message, 0, message.length);
        byte[] timed = ByteBuffer.allocate(72)
                .putLong(said)
                .put(signer.generateSignature())
                .array();
        Cosigner key = witness(number).key();
        return new NoteSignature(key.name(), key.keyId(), timed);
    }

    public static NoteSignature cosignature(int number) {
        return cosignature(number, COSIGNED);
    }

    /** The checkpoint with these lines below the log's own. */
    public static SignedCheckpoint note(NoteSignature... lines) {
        List<NoteSignature> all = new ArrayList<>(HOSPITAL.checkpoint().signatures());
        all.addAll(List.of(lines));
        return new SignedCheckpoint(HOSPITAL.checkpoint().checkpoint(), all);
    }

    /** A trust file that accepts some evidence and requires some, with these pins. */
    public static TrustFile trust(Set<Evidence> accepted, TrustPins pins) {
        return TestProofs.trust().withPins(accepted, pins);
    }

    public static TrustPins pins(Set<Evidence> required, List<ArchivedHeader> headers, List<ValidatorSet> validators) {
        return new TrustPins(required, headers, validators, List.of(), 0, List.of(), List.of());
    }

    public static TrustPins headers(ArchivedHeader... headers) {
        return pins(EnumSet.noneOf(Evidence.class), List.of(headers), List.of());
    }

    public static TrustPins validators(ValidatorSet... sets) {
        return pins(EnumSet.noneOf(Evidence.class), List.of(), List.of(sets));
    }

    public static TrustPins stamps(List<byte[]> authorities, List<BitcoinHeader> bitcoin) {
        return new TrustPins(Set.of(), List.of(), List.of(), List.of(), 0, authorities, bitcoin);
    }

    public static TrustPins witnesses(Set<Evidence> required, int quorum, Witness... witnesses) {
        return new TrustPins(required, List.of(), List.of(), List.of(witnesses), quorum, List.of(), List.of());
    }
}
