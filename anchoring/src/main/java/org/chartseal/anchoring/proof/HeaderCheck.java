package org.chartseal.anchoring.proof;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.evidence.EvidenceException;
import org.chartseal.anchoring.evidence.EvmHeader;
import org.chartseal.anchoring.evidence.QbftSeals;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.evidence.ValidatorSet;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.proof.TrustFile.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * L3: one receipt against the blocks that a trust file vouches for (specification of format 2, section 4.2). Seals of a set
 * that was followed by another count only for a text that was there before: who keeps retired keys can seal old heights.
 */
final class HeaderCheck {
    private static final int MS = 1000;

    private final TrustFile trust;
    private final TrustPins pins;
    private final Checkpoint checkpoint;
    private final long existedAt;

    /**
     * What one receipt is worth.
     *
     * @param met what it stands for, null if for nothing
     * @param contradiction whether a block that counts has another root
     */
    record Outcome(@Nullable Evidence met, boolean contradiction, String reason) {}

    /** @param existedAt seconds since 1970 by which a time stamp saw the checkpoint, the largest number if none did */
    HeaderCheck(TrustFile trust, Checkpoint checkpoint, long existedAt) {
        this.trust = trust;
        this.pins = trust.pins() == null ? TrustPins.NONE : trust.pins();
        this.checkpoint = checkpoint;
        this.existedAt = existedAt;
    }

    Outcome check(ReceiptProof receipt) {
        ReceiptProof.Shown shown;
        try {
            shown = receipt.open(
                    bytes(trust.chain().contract()), bytes(trust.chain().logId()));
        } catch (EvidenceException e) {
            return nothing(e.reason());
        }
        EvmHeader header = shown.header();
        String block = "block " + header.number();
        if (shown.anchor().treeSize() != checkpoint.size()) {
            return nothing(block + " anchors " + shown.anchor().treeSize() + " leaves, this proof is about "
                    + checkpoint.size());
        }
        String root = Hex.of(shown.anchor().root());
        boolean same = root.equals(Hex.of(checkpoint.root()));
        String found = "anchor " + shown.anchor().sequence() + " in " + block + " of "
                + Timestamps.text(MS * header.timestamp());
        if (pins.headers().stream().anyMatch(archived -> archived.isOf(header))) {
            return same
                    ? new Outcome(Evidence.HEADER, false, found + ", whose hash the trust file archives")
                    : contradiction(block, root);
        }
        if (pins.validators().isEmpty()) {
            return nothing(block + " is none of those whose hash the trust file archives");
        }
        return sealed(header, block, found, same, root);
    }

    private Outcome sealed(EvmHeader header, String block, String found, boolean same, String root) {
        ValidatorSet set = null;
        ValidatorSet next = null;
        for (ValidatorSet one : pins.validators()) {
            if (one.fromBlock() <= header.number()) {
                set = one;
            } else if (next == null) {
                next = one;
            }
        }
        if (set == null) {
            return nothing(block + " is older than the pinned validators");
        }
        Optional<QbftSeals> seals = QbftSeals.of(header);
        int all = set.addresses().size();
        int sealed = seals.isEmpty() ? 0 : seals.get().sealedBy(set.addresses());
        if (sealed < QbftSeals.quorum(all)) {
            return nothing(block + " is sealed by " + sealed + " of " + all + " pinned validators, expected "
                    + QbftSeals.quorum(all));
        }
        if (!same) {
            return next == null ? contradiction(block, root) : nothing(block + " has another root");
        }
        if (next != null && existedAt >= next.fromTime()) {
            return nothing(block + " is sealed by validators who were followed by others: expected a time stamp from"
                    + " before that, or an archived hash");
        }
        return new Outcome(Evidence.QBFT, false, found + ", sealed by " + sealed + " of " + all + " pinned validators");
    }

    private Outcome contradiction(String block, String root) {
        return new Outcome(
                null,
                true,
                block + " has root " + root + " for " + checkpoint.size() + " leaves, the log signed "
                        + Hex.of(checkpoint.root()));
    }

    private static Outcome nothing(String reason) {
        return new Outcome(null, false, reason);
    }

    static <T> List<T> of(Class<T> type, List<?> items) {
        return items.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static byte[] bytes(String hex0x) {
        return HexFormat.of().parseHex(hex0x, 2, hex0x.length());
    }
}
