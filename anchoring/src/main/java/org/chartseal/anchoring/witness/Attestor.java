package org.chartseal.anchoring.witness;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.chain.Statement;
import org.chartseal.anchoring.chain.StatementSigner;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CosignatureSigner;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.proof.TrustFile;
import org.jspecify.annotations.Nullable;

/**
 * Signs what is asked for, if the mirror gives just that tree: the typed data for the chain, and where it is the largest
 * tree that the mirror holds the checkpoint too, since a cosignature says that there was no larger one (C2SP
 * tlog-cosignature). A request that stays open is answered once, and again after {@link #AGAIN}, lest the log lost it.
 */
final class Attestor {
    static final Duration AGAIN = Duration.ofMinutes(10);

    private final TrustFile trust;
    private final WitnessedLog log;
    private final StatementSigner statements;
    private final @Nullable CosignatureSigner cosignatures;
    private final Mirror mirror;
    private final Clock clock;
    private @Nullable AttestationRequest last;
    private Instant lastAt = Instant.MIN;

    Attestor(
            TrustFile trust,
            WitnessedLog log,
            StatementSigner statements,
            @Nullable CosignatureSigner cosignatures,
            Mirror mirror,
            Clock clock) {
        this.trust = trust;
        this.log = log;
        this.statements = statements;
        this.cosignatures = cosignatures;
        this.mirror = mirror;
        this.clock = clock;
    }

    /** What the mirror does not bear out, or the log did not take. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }

        RefusedException(String message, IOException cause) {
            super(message, cause);
        }
    }

    /**
     * Answers a request.
     *
     * @return how many leaves were signed, 0 if the same was signed before
     * @throws RefusedException if the request is of another log, or not of a tree that the mirror gives, or the log does
     *     not take the signature
     * @throws IOException if the mirror cannot be read
     */
    long attest(AttestationRequest wanted) throws IOException {
        if (last != null && last.asksAs(wanted) && clock.instant().isBefore(lastAt.plus(AGAIN))) {
            return 0;
        }
        ChainIdentity chain = trust.chain();
        if (wanted.chainId() != chain.chainId()
                || !wanted.contract().equals(chain.contract())
                || !wanted.logId().equals(chain.logId())) {
            throw new RefusedException("request: expected log " + chain.logId() + " in contract " + chain.contract()
                    + " on chain " + chain.chainId() + ", found " + wanted.logId() + " in contract "
                    + wanted.contract() + " on chain " + wanted.chainId());
        }
        if (wanted.treeSize() < 1 || wanted.treeSize() > mirror.size()) {
            throw new RefusedException(
                    "request: expected a tree of 1 to " + mirror.size() + " leaves, found " + wanted.treeSize());
        }
        byte[] root = mirror.root(wanted.treeSize());
        String ours = HexFormat.of().formatHex(root);
        if (!ours.equals(wanted.root())) {
            throw new RefusedException(
                    "request: expected root " + ours + " of " + wanted.treeSize() + " leaves, found " + wanted.root());
        }
        MemberSignature signature =
                statements.sign(new Statement.Checkpoint(chain, wanted.epoch(), wanted.treeSize(), wanted.root()));
        try {
            log.attest(wanted, signature, cosignature(wanted.treeSize(), root));
        } catch (IOException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
        last = wanted;
        lastAt = clock.instant();
        return wanted.treeSize();
    }

    private Optional<NoteSignature> cosignature(long size, byte[] root) {
        return cosignatures == null || size < mirror.size()
                ? Optional.empty()
                : Optional.of(cosignatures.sign(
                        new Checkpoint(trust.origin(), size, root),
                        clock.instant().getEpochSecond()));
    }
}
