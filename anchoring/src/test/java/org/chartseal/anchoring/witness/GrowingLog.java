package org.chartseal.anchoring.witness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.HashReader;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TilePath;

/** A log in memory that can be made to lie. */
class GrowingLog implements WitnessedLog {
    static final String ORIGIN = "log.hospital.example";
    static final CheckpointSigner KEY = CheckpointSigner.fromSeed(ORIGIN, new byte[32]);
    static final ChainIdentity CHAIN = new ChainIdentity(
            1, "0x" + "11".repeat(32), "0x" + "22".repeat(20), "0x" + "33".repeat(32), "0x" + "44".repeat(32));

    final List<byte[]> entries = new ArrayList<>();
    final List<MemberSignature> taken = new ArrayList<>();
    final List<SignedCheckpoint> cosigned = new ArrayList<>();
    AttestationRequest wanted;
    CheckpointSigner signer = KEY;

    /** Adds entries that follow from a seed and their place. */
    GrowingLog grow(int count, int seed) {
        for (int i = 0; i < count; i++) {
            byte[] entry = new byte[Commitment.ENTRY_LENGTH];
            ByteBuffer.wrap(entry).put((byte) seed).putInt(entries.size());
            entries.add(entry);
        }
        return this;
    }

    /** Asks for a signature of the first leaves, and shows their checkpoint. */
    void wantWithNote(long size) {
        want(size);
        wanted = new AttestationRequest(
                wanted.chainId(),
                wanted.contract(),
                wanted.logId(),
                wanted.epoch(),
                size,
                wanted.root(),
                signer.sign(new Checkpoint(ORIGIN, size, root(size))));
    }

    /** Asks for a signature of the first leaves. */
    void want(long size) {
        wanted = new AttestationRequest(
                CHAIN.chainId(),
                CHAIN.contract(),
                CHAIN.logId(),
                0,
                size,
                HexFormat.of().formatHex(root(size)));
    }

    byte[] root(long size) {
        return MerkleTree.root(hashes(), size);
    }

    @Override
    public SignedCheckpoint checkpoint() throws IOException {
        return signer.sign(new Checkpoint(ORIGIN, entries.size(), root(entries.size())));
    }

    @Override
    public ConsistencyProof consistency(long from, long to) throws IOException {
        return ConsistencyProof.create(hashes(), from, to);
    }

    @Override
    public byte[] entries(TilePath bundle) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(bundle.width() * (2 + Commitment.ENTRY_LENGTH));
        int first = (int) bundle.index() * 256;
        if (first + bundle.width() > entries.size()) {
            throw new IOException("expected status 200 for entries, found 404");
        }
        entries.subList(first, first + bundle.width())
                .forEach(entry -> bytes.putShort((short) entry.length).put(entry));
        return bytes.array();
    }

    @Override
    public Optional<AttestationRequest> wanted() throws IOException {
        return Optional.ofNullable(wanted);
    }

    @Override
    public void attest(AttestationRequest request, MemberSignature signature, Optional<NoteSignature> cosignature)
            throws IOException {
        taken.add(signature);
        cosignature.ifPresent(line -> cosigned.add(new SignedCheckpoint(
                new Checkpoint(ORIGIN, request.treeSize(), root(request.treeSize())), List.of(line))));
    }

    private HashReader hashes() {
        return new HashReader() {
            @Override
            public byte[] hash(int level, long index) {
                return level == 0
                        ? MerkleTree.leafHash(entries.get((int) index))
                        : MerkleTree.nodeHash(hash(level - 1, 2 * index), hash(level - 1, 2 * index + 1));
            }
        };
    }
}
