package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.chain.Submission.Incident;
import org.chartseal.anchoring.chain.Submission.Kind;
import org.chartseal.anchoring.chain.Submission.Waiting;

/** The steps of one anchor from its opening to its finality. */
final class Flight {
    /** Transactions that were mined without effect before somebody must look. */
    private static final int MAX_SPENT_NONCES = 5;

    private final AnchorChain chain;
    private final AnchorOutbox outbox;
    private final Endorsements endorsements;
    private final ChainIdentity pinned;
    private final SubmitterSettings settings;
    private final Quorum quorum;
    private final Clock clock;
    /** Hash of an attempt that a node refused for its fee: as good as stuck. */
    private String underpriced = "";

    Flight(
            AnchorChain chain,
            ChainIdentity pinned,
            AnchorOutbox outbox,
            Endorsements endorsements,
            SubmitterSettings settings,
            Quorum quorum,
            Clock clock) {
        this.chain = chain;
        this.pinned = pinned;
        this.outbox = outbox;
        this.endorsements = endorsements;
        this.settings = settings;
        this.quorum = quorum;
        this.clock = clock;
    }

    /**
     * Takes the next step.
     *
     * @param nonce the publisher's next, read before {@code head} was
     */
    Submission step(PendingAnchor pending, LogHead head, long nonce) throws IOException {
        if (head.sequence() >= pending.sequence()) {
            return land(pending);
        }
        List<Attempt> attempts = outbox.attempts(pending.sequence());
        try {
            if (attempts.isEmpty()) {
                Fees fees = chain.marketFees().cappedAt(settings.maxFee());
                return attempt(pending, 1, nonce, fees, signed(pending, head, nonce, fees));
            }
            Attempt last = attempts.get(attempts.size() - 1);
            if (last.nonce() != nonce) {
                return nextNonce(pending, head, attempts, nonce);
            }
            return isStuck(last) ? replace(pending, head, last) : send(pending, last);
        } catch (NodeRefusal e) {
            return e.isRevert()
                    ? new Incident(Kind.REFUSED, String.valueOf(e.getMessage()))
                    : new Waiting(String.valueOf(e.getMessage()));
        }
    }

    /** The chain has an anchor at this sequence: whoever's transaction it was, it must say the same. */
    private Submission land(PendingAnchor pending) throws IOException {
        Optional<Anchor> found = chain.reader().anchor(pending.sequence());
        if (found.isEmpty()) {
            return new Waiting("anchor " + pending.sequence() + ": expected its event, found none yet");
        }
        Anchor anchor = found.get();
        if (!pending.isSameAs(anchor)) {
            return quorum.disputed(pending.sequence(), found)
                    .orElseGet(() -> new Incident(
                            Kind.FOREIGN_HEAD,
                            "anchor " + pending.sequence() + ": expected tree size " + pending.treeSize() + " and root "
                                    + pending.root() + ", found " + anchor.treeSize() + " and " + anchor.root()
                                    + " by transaction " + anchor.transactionHash()));
        }
        long confirmations = chain.blockNumber() - anchor.blockNumber();
        boolean canonical = chain.blockHash(anchor.blockNumber())
                .filter(anchor.blockHash()::equals)
                .isPresent();
        if (!canonical || !settings.isFinal(chain, anchor.blockNumber())) {
            return new Submission.Mined(pending, anchor, canonical ? confirmations : 0);
        }
        Optional<Submission> doubt = quorum.confirm(anchor);
        if (doubt.isPresent()) {
            return doubt.get();
        }
        outbox.finish(pending.sequence(), anchor);
        return new Submission.Anchored(anchor);
    }

    /** The nonce went to another transaction, or to one of ours that had no effect; or a reorganisation gave it back. */
    private Submission nextNonce(PendingAnchor pending, LogHead head, List<Attempt> attempts, long nonce)
            throws IOException {
        Attempt last = attempts.get(attempts.size() - 1);
        long spent = attempts.stream().mapToLong(Attempt::nonce).distinct().count();
        if (spent > MAX_SPENT_NONCES) {
            return new Incident(
                    Kind.REFUSED,
                    "anchor " + pending.sequence() + ": expected one of " + attempts.size()
                            + " attempts to be mined with effect, found none; the next nonce is " + nonce);
        }
        Optional<Attempt> earlier =
                attempts.stream().filter(one -> one.nonce() == nonce).reduce((first, second) -> second);
        if (earlier.isPresent()) {
            return send(pending, earlier.get());
        }
        Fees fees = chain.marketFees().cappedAt(settings.maxFee());
        return attempt(pending, last.number() + 1, nonce, fees, again(pending, head, last, nonce, fees));
    }

    private boolean isStuck(Attempt last) {
        return last.transactionHash().equals(underpriced)
                || Duration.between(last.signedAt(), clock.instant()).compareTo(settings.stuckAfter()) >= 0;
    }

    private Submission replace(PendingAnchor pending, LogHead head, Attempt last) throws IOException {
        Fees fees = last.fees().raised(chain.marketFees()).cappedAt(settings.maxFee());
        if (!fees.replaces(last.fees())) {
            Submission sent = send(pending, last);
            return sent instanceof Incident
                    ? sent
                    : new Waiting("anchor " + pending.sequence() + ": expected a block within " + settings.stuckAfter()
                            + ", found none, and the fee has reached its cap of " + settings.maxFee() + " wei");
        }
        return attempt(pending, last.number() + 1, last.nonce(), fees, again(pending, head, last, last.nonce(), fees));
    }

    private AnchorChain.Signed signed(PendingAnchor pending, LogHead head, long nonce, Fees fees) throws IOException {
        LogRules rules = chain.rules(head);
        Optional<PendingAnchor> newest = outbox.newest().map(AnchorOutbox.Finished::pending);
        Endorsement endorsement = new Endorsement(
                endorsements.consistencyProof(
                        newest.map(PendingAnchor::treeSize).orElse(0L), pending.treeSize()),
                rules,
                endorsements.signatures(pinned, rules, pending.treeSize(), pending.root()));
        return chain.sign(Append.of(newest, pending, endorsement), nonce, fees);
    }

    /** The same call: a higher fee needs no member. Unless the rules were changed meanwhile: then they sign anew. */
    private AnchorChain.Signed again(PendingAnchor pending, LogHead head, Attempt last, long nonce, Fees fees)
            throws IOException {
        try {
            return chain.signAgain(last, nonce, fees);
        } catch (NodeRefusal e) {
            if (!e.isRevert()) {
                throw e;
            }
            return signed(pending, head, nonce, fees);
        }
    }

    /** Commits what is signed, and only then sends it. */
    private Submission attempt(PendingAnchor pending, int number, long nonce, Fees fees, AnchorChain.Signed signed)
            throws IOException {
        Attempt attempt = new Attempt(
                number,
                nonce,
                fees,
                signed.raw(),
                signed.transactionHash(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        outbox.addAttempt(pending.sequence(), attempt);
        return send(pending, attempt);
    }

    private Submission send(PendingAnchor pending, Attempt attempt) throws IOException {
        try {
            chain.send(attempt.raw());
        } catch (NodeRefusal e) {
            if (e.isFeeTooLow()) {
                underpriced = attempt.transactionHash();
            } else if (!e.isAlreadyKnown() && !e.isNonceTooLow()) {
                return new Waiting(String.valueOf(e.getMessage()));
            }
        }
        return new Submission.Submitted(pending, attempt.number(), attempt.transactionHash());
    }
}
