package org.chartseal.anchoring.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.chartseal.anchoring.chain.AdjustableClock;
import org.chartseal.anchoring.chain.LocalSigner;
import org.chartseal.anchoring.chain.SignedStatement;
import org.chartseal.anchoring.chain.Statement;
import org.chartseal.anchoring.chain.TestKeys;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.CosignatureSigner;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TilePath;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.anchoring.witness.Observation.Consistent;
import org.chartseal.anchoring.witness.Observation.Contradicted;
import org.chartseal.anchoring.witness.Observation.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a witness signs, and everything it does not. */
class WitnessTest {
    private static final LocalSigner SIGNER = LocalSigner.of(TestKeys.key(50));
    private static final CosignatureSigner COSIGNER = CosignatureSigner.fromSeed("witness.example", TestKeys.key(51));
    private static final TrustFile TRUST = new TrustFile(
            GrowingLog.ORIGIN, List.of(GrowingLog.KEY.verifier()), GrowingLog.CHAIN, Set.of(TrustFile.Evidence.RPC));

    @TempDir
    Path directory;

    private final GrowingLog log = new GrowingLog();
    private final AdjustableClock clock = new AdjustableClock();

    @Test
    void mirrorsWhatGrowsAndSignsWhatIsWanted() throws Exception {
        assertThat(look(log)).isEqualTo(new Consistent(0, 0, 0));
        log.grow(700, 1).want(700);
        assertThat(look(log)).isEqualTo(new Consistent(700, 700, 700));
        Statement statement = new Statement.Checkpoint(GrowingLog.CHAIN, 0, 700, log.wanted.root());
        assertThat(SignedStatement.verifies(statement, log.taken.get(0))).isTrue();
        log.grow(1, 1);
        log.want(300);
        assertThat(look(log)).isEqualTo(new Consistent(701, 1, 300));
        log.wanted = null;
        assertThat(look(log)).isEqualTo(new Consistent(701, 0, 0));
        assertThat(Files.size(directory.resolve("entries"))).isEqualTo(701 * 33);
    }

    @Test
    void signsNothingEverAgainOnceItSawAFork() throws Exception {
        log.grow(300, 1);
        look(log);
        GrowingLog fork = new GrowingLog().grow(299, 1).grow(1, 2);
        fork.want(300);
        contradicted(look(fork), Evidence.Kind.FORK, "of 300 leaves, found ");
        assertThat(fork.taken).isEmpty();
        log.grow(5, 1).want(305);
        contradicted(look(log), Evidence.Kind.FORK, "seen before");
        assertThat(log.taken).isEmpty();
        try (var files = Files.list(directory)) {
            Path evidence = files.filter(file -> file.getFileName().toString().startsWith("evidence-fork-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(evidence).content().contains("\"before\":\"" + GrowingLog.ORIGIN + "\\n300\\n", "\"now\":\"");
            Files.delete(evidence);
        }
        assertThat(look(log)).isEqualTo(new Consistent(305, 5, 305));
    }

    @Test
    void seesAForkInALargerAndInASmallerTree() throws Exception {
        log.grow(300, 1);
        look(log);
        GrowingLog larger = new GrowingLog().grow(200, 1).grow(400, 2);
        contradicted(look(larger), Evidence.Kind.FORK, "found one that does not hold");
        clearEvidence();
        contradicted(look(new GrowingLog().grow(200, 2)), Evidence.Kind.FORK, "of 200 leaves, found ");
    }

    @Test
    void namesARollbackAndGoesOnWhenTheLogIsBack() throws Exception {
        log.grow(300, 1);
        look(log);
        GrowingLog rolledBack = new GrowingLog().grow(299, 1);
        rolledBack.want(299);
        contradicted(look(rolledBack), Evidence.Kind.ROLLBACK, "expected at least 300 leaves, found 299");
        assertThat(rolledBack.taken).isEmpty();
        log.grow(1, 1).want(301);
        assertThat(look(log)).isEqualTo(new Consistent(301, 1, 301));
    }

    @Test
    void signsNothingWhoseEntriesItHasNot() throws Exception {
        log.grow(300, 1);
        look(log);
        // A tree that provably continues the one before, over leaves that nobody has: from 256 a whole one is easy to
        // take.
        byte[] invented = MerkleTree.leafHash(new byte[] {7});
        GrowingLog hollow = new GrowingLog() {
            @Override
            public SignedCheckpoint checkpoint() {
                return KEY.sign(new Checkpoint(ORIGIN, 512, MerkleTree.nodeHash(root(256), invented)));
            }

            @Override
            public ConsistencyProof consistency(long from, long to) {
                return new ConsistencyProof(from, to, List.of(invented));
            }
        };
        hollow.grow(256, 1);
        Path small = directory.resolve("small");
        try (Witness witness = Witness.open(TRUST, new GrowingLog().grow(256, 1), SIGNER, small)) {
            assertThat(witness.look()).isEqualTo(new Consistent(256, 256, 0));
        }
        try (Witness witness = Witness.open(TRUST, hollow, SIGNER, small)) {
            assertThat(hollow.consistency(256, 512)
                            .verifies(
                                    hollow.root(256),
                                    hollow.checkpoint().checkpoint().root()))
                    .isTrue();
            refused(witness.look(), "entries");
        }
        GrowingLog silent = new GrowingLog() {
            @Override
            public byte[] entries(TilePath bundle) throws IOException {
                throw new IOException("expected status 200 for entries, found 503");
            }
        };
        silent.grow(400, 1).want(400);
        refused(look(silent), "found 503");
        GrowingLog others = new GrowingLog() {
            @Override
            public byte[] entries(TilePath bundle) throws IOException {
                byte[] bytes = super.entries(bundle);
                bytes[bytes.length - 1] ^= 1;
                return bytes;
            }
        };
        others.grow(400, 1).want(400);
        refused(look(others), "entries: expected 400 that lead to root ");
        GrowingLog fewer = new GrowingLog() {
            @Override
            public byte[] entries(TilePath bundle) throws IOException {
                return Arrays.copyOf(super.entries(bundle), 35);
            }
        };
        fewer.grow(400, 1);
        refused(look(fewer), "entries: expected ");
        GrowingLog elsewhere = new GrowingLog() {
            @Override
            public ConsistencyProof consistency(long from, long to) throws IOException {
                return super.consistency(from - 1, to);
            }
        };
        elsewhere.grow(400, 1);
        refused(look(elsewhere), "consistency: expected a proof from 300 to 400");
        assertThat(List.of(silent, others, fewer, elsewhere))
                .allSatisfy(liar -> assertThat(liar.taken).isEmpty());
        log.grow(100, 1).want(400);
        assertThat(look(log)).isEqualTo(new Consistent(400, 100, 400));
    }

    @Test
    void signsNoOtherLogAndNothingItWasNotShown() throws Exception {
        log.grow(10, 1);
        log.signer = CheckpointSigner.fromSeed(GrowingLog.ORIGIN, TestKeys.key(1));
        refused(look(log), "checkpoint: expected one of " + GrowingLog.ORIGIN);
        log.signer = GrowingLog.KEY;
        log.want(10);
        AttestationRequest good = log.wanted;
        for (AttestationRequest foreign : List.of(
                new AttestationRequest(2, good.contract(), good.logId(), 0, 10, good.root()),
                new AttestationRequest(1, "0x" + "99".repeat(20), good.logId(), 0, 10, good.root()),
                new AttestationRequest(1, good.contract(), "0x" + "99".repeat(32), 0, 10, good.root()),
                new AttestationRequest(1, good.contract(), good.logId(), 0, 11, good.root()),
                new AttestationRequest(1, good.contract(), good.logId(), 0, 0, good.root()),
                new AttestationRequest(1, good.contract(), good.logId(), 0, 9, good.root()))) {
            log.wanted = foreign;
            refused(look(log), "request: expected ");
        }
        assertThat(log.taken).isEmpty();
    }

    @Test
    void goesOnFromItsLastHeadAfterAKill() throws Exception {
        log.grow(300, 1);
        look(log);
        // Entries that were written when the process died, before the head that names them.
        Files.write(directory.resolve("entries"), new byte[50], StandardOpenOption.APPEND);
        log.grow(10, 1);
        assertThat(look(log)).isEqualTo(new Consistent(310, 10, 0));
        Files.write(directory.resolve("entries"), new byte[33 * 100]);
        assertThatThrownBy(() -> look(log))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected 310 entries");
    }

    @Test
    void isAloneInItsDirectoryAndOfOneLog() throws Exception {
        log.grow(3, 1);
        try (Witness first = Witness.open(TRUST, log, SIGNER, directory)) {
            assertThat(first.look()).isInstanceOf(Consistent.class);
            assertThatThrownBy(() -> look(log)).hasMessageContaining("expected to be alone");
        }
        TrustFile other =
                new TrustFile("another.example", List.of(GrowingLog.KEY.verifier()), GrowingLog.CHAIN, Set.of());
        assertThatThrownBy(() -> Witness.open(other, log, SIGNER, directory))
                .hasMessage("mirror: expected the log another.example, found " + GrowingLog.ORIGIN);
        Path head = directory.resolve("head.json");
        String text = Files.readString(head);
        for (String damaged : List.of("", text.replace("\"1\"", "\"2\""), text.replace("\\n3\\n", "\\n2\\n"))) {
            Files.writeString(head, damaged);
            assertThatThrownBy(() -> look(log))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("mirror: expected");
        }
    }

    @Test
    void cosignsTheLargestTreeItKnowsAndNoOther() throws Exception {
        log.grow(300, 1).wantWithNote(200);
        try (Witness witness = cosigning()) {
            // It comes to what waits before it comes to the newest, and so has seen no larger one when it signs.
            assertThat(witness.look()).isEqualTo(new Consistent(300, 300, 200));
            assertThat(log.cosigned).singleElement().satisfies(note -> {
                assertThat(note.checkpoint().size()).isEqualTo(200);
                assertThat(COSIGNER.cosigner().cosigned(note)).isTrue();
            });
            log.wantWithNote(250);
            assertThat(witness.look()).isEqualTo(new Consistent(300, 0, 250));
            assertThat(log.taken).hasSize(2);
            assertThat(log.cosigned).hasSize(1);
            log.wantWithNote(300);
            assertThat(witness.look()).isEqualTo(new Consistent(300, 0, 300));
            assertThat(log.cosigned).hasSize(2);
        }
        assertThat(log.cosigned.get(1).signatures().get(0).signature()).startsWith(0, 0, 0, 0);
    }

    @Test
    void goesByNoNoteThatTheLogDidNotSign() throws Exception {
        log.grow(300, 1).wantWithNote(200);
        AttestationRequest good = log.wanted;
        SignedCheckpoint note = java.util.Objects.requireNonNull(good.note());
        SignedCheckpoint forged =
                CheckpointSigner.fromSeed(GrowingLog.ORIGIN, TestKeys.key(1)).sign(note.checkpoint());
        log.wanted = new AttestationRequest(
                good.chainId(), good.contract(), good.logId(), 0, good.treeSize(), good.root(), forged);
        try (Witness witness = cosigning()) {
            assertThat(witness.look()).isEqualTo(new Consistent(300, 300, 200));
        }
        assertThat(log.taken).hasSize(1);
        assertThat(log.cosigned).isEmpty();
    }

    @Test
    void answersARequestOnceAndAgainLestItWasLost() throws Exception {
        log.grow(300, 1).want(300);
        try (Witness witness = cosigning()) {
            assertThat(witness.look()).isEqualTo(new Consistent(300, 300, 300));
            assertThat(witness.look()).isEqualTo(new Consistent(300, 0, 0));
            log.grow(5, 1);
            assertThat(witness.look()).isEqualTo(new Consistent(305, 5, 0));
            assertThat(log.taken).hasSize(1);
            clock.advance(Attestor.AGAIN);
            assertThat(witness.look()).isEqualTo(new Consistent(305, 0, 300));
            log.wanted =
                    new AttestationRequest(1, log.wanted.contract(), log.wanted.logId(), 1, 300, log.wanted.root());
            assertThat(witness.look()).isEqualTo(new Consistent(305, 0, 300));
            assertThat(log.taken).hasSize(3);
        }
    }

    @Test
    void opensAFileOfKeysFromBeforeThereWereCosignatures() throws Exception {
        Path file = directory.resolve("old.bcfks");
        char[] passphrase = "a long passphrase".toCharArray();
        KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
        store.load(null, passphrase);
        store.setKeyEntry("witness-secp256k1-1", new SecretKeySpec(TestKeys.key(50), "AES"), passphrase, null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, passphrase);
        }
        WitnessKey old = WitnessKey.open(file, passphrase);
        assertThat(old.address()).isEqualTo(SIGNER.address());
        assertThat(old.cosignatures()).isEmpty();
    }

    @Test
    void keepsTheKeyAndTheNameOfItsCosignatures() throws Exception {
        Path file = directory.resolve("named.bcfks");
        char[] passphrase = "a long passphrase".toCharArray();
        String made = vkey(WitnessKey.create(file, passphrase, "Witness.north.example/1"));
        assertThat(made).startsWith("Witness.north.example/1+");
        assertThat(vkey(WitnessKey.open(file, passphrase))).isEqualTo(made);
        WitnessKey unnamed = WitnessKey.create(directory.resolve("unnamed.bcfks"), passphrase);
        assertThat(vkey(unnamed)).startsWith("chartseal-witness/" + unnamed.address() + "+");
        assertThatThrownBy(() -> WitnessKey.create(directory.resolve("none.bcfks"), passphrase, "no name"))
                .hasMessageContaining("without space or plus");
        assertThat(directory.resolve("none.bcfks")).doesNotExist();
    }

    private static String vkey(WitnessKey keys) {
        return keys.cosignatures().orElseThrow().cosigner().vkey();
    }

    private Witness cosigning() throws IOException {
        return Witness.open(TRUST, log, SIGNER, COSIGNER, directory, clock);
    }

    @Test
    void keepsItsKeyInAStoreThatOpensWithItsPassphraseOnly() throws Exception {
        Path file = directory.resolve("witness.bcfks");
        char[] passphrase = "a long passphrase".toCharArray();
        String address = WitnessKey.create(file, passphrase).address();
        assertThat(WitnessKey.open(file, passphrase).address()).isEqualTo(address);
        assertThatThrownBy(() -> WitnessKey.open(file, "another passphrase".toCharArray()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> WitnessKey.create(file, passphrase))
                .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    }

    private Observation look(WitnessedLog shown) throws IOException {
        try (Witness witness = Witness.open(TRUST, shown, SIGNER, directory)) {
            return witness.look();
        }
    }

    private void clearEvidence() throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith("evidence-"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static void contradicted(Observation seen, Evidence.Kind kind, String reason) {
        assertThat(seen).isInstanceOfSatisfying(Contradicted.class, found -> {
            assertThat(found.kind()).isEqualTo(kind);
            assertThat(found.text()).contains(reason);
            assertThat(found.evidence()).exists();
        });
    }

    private static void refused(Observation seen, String reason) {
        assertThat(seen).isInstanceOfSatisfying(Refused.class, found -> assertThat(found.reason())
                .contains(reason));
    }
}
