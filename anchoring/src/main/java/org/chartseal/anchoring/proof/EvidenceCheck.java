package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.evidence.BitcoinHeader;
import org.chartseal.anchoring.evidence.EvidenceException;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.evidence.OpenTimestamp;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.evidence.TimestampToken;
import org.chartseal.anchoring.evidence.TimestampVerifier;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.proof.LevelResult.Level;
import org.chartseal.anchoring.proof.LevelResult.Status;
import org.chartseal.anchoring.proof.TrustFile.Evidence;

/** L3 and L4: what a file shows against what the trust file pins, without any network. */
final class EvidenceCheck {
    private static final int MS = 1000;

    private final TrustFile trust;
    private final TrustPins pins;
    private final SignedCheckpoint checkpoint;
    private final List<EvidenceItem> items;
    private final byte[] digest;
    private final Set<Evidence> met = EnumSet.noneOf(Evidence.class);
    private long existedAt = Long.MAX_VALUE;

    EvidenceCheck(TrustFile trust, SignedCheckpoint checkpoint, List<EvidenceItem> items) {
        this.trust = trust;
        this.pins = trust.pins() == null ? TrustPins.NONE : trust.pins();
        this.checkpoint = checkpoint;
        this.items = items;
        this.digest = Sha256.hash(checkpoint.checkpoint().body().getBytes(UTF_8));
    }

    /** What was found to hold. */
    Set<Evidence> met() {
        return met;
    }

    /** L3 and then all of L4. */
    List<LevelResult> check(List<Finding> findings) {
        List<LevelResult> stamps = new ArrayList<>();
        witnesses(stamps);
        TimestampVerifier authorities = new TimestampVerifier(pins.timestampAuthorities());
        stamps(
                Evidence.RFC3161,
                !pins.timestampAuthorities().isEmpty(),
                HeaderCheck.of(TimestampToken.class, items),
                token -> existed(authorities.verify(token, digest).getEpochSecond(), "a token of "),
                stamps);
        stamps(
                Evidence.OPENTIMESTAMPS,
                !pins.bitcoinHeaders().isEmpty(),
                HeaderCheck.of(OpenTimestamp.class, items),
                this::bitcoin,
                stamps);
        if (stamps.isEmpty()) {
            stamps.add(new LevelResult(
                    Level.L4,
                    Status.NOT_CHECKED,
                    "the trust file pins no witnesses, time stamp authorities or blocks of Bitcoin"));
        }
        stamps.add(0, header(findings));
        return stamps;
    }

    private String bitcoin(OpenTimestamp open) {
        BitcoinHeader block = open.verify(digest, pins.bitcoinHeaders());
        return existed(block.time(), "block " + block.height() + " of Bitcoin of ");
    }

    private String existed(long seconds, String what) {
        existedAt = Math.min(existedAt, seconds);
        return what + (seconds > Long.MAX_VALUE / MS ? seconds + " s since 1970" : Timestamps.text(MS * seconds));
    }

    private LevelResult header(List<Finding> findings) {
        List<ReceiptProof> receipts = HeaderCheck.of(ReceiptProof.class, items);
        if (pins.headers().isEmpty() && pins.validators().isEmpty()) {
            return new LevelResult(Level.L3, Status.NOT_CHECKED, "the trust file pins no blocks and no validators");
        }
        if (receipts.isEmpty()) {
            return new LevelResult(Level.L3, Status.NOT_CHECKED, "the file shows no receipt");
        }
        HeaderCheck check = new HeaderCheck(trust, checkpoint.checkpoint(), existedAt);
        List<HeaderCheck.Outcome> outcomes = receipts.stream().map(check::check).toList();
        for (HeaderCheck.Outcome outcome : outcomes) {
            if (outcome.contradiction()) {
                findings.add(new Finding(Verdict.TAMPERED, outcome.reason()));
                return new LevelResult(Level.L3, Status.FAILED, outcome.reason());
            }
        }
        LevelResult level =
                new LevelResult(Level.L3, Status.FAILED, outcomes.get(0).reason());
        for (HeaderCheck.Outcome outcome : outcomes) {
            if (outcome.met() != null && met.add(outcome.met()) && level.status() == Status.FAILED) {
                level = new LevelResult(Level.L3, Status.PASSED, outcome.reason());
            }
        }
        return level;
    }

    private void witnesses(List<LevelResult> levels) {
        if (pins.witnesses().isEmpty()) {
            return;
        }
        long cosigned = pins.witnesses().stream()
                .filter(witness -> witness.key().cosigned(checkpoint))
                .count();
        boolean enough = cosigned >= pins.quorum();
        if (enough) {
            met.add(Evidence.WITNESSES);
        }
        levels.add(new LevelResult(
                Level.L4,
                enough ? Status.PASSED : Status.FAILED,
                "witnesses: " + cosigned + " of " + pins.witnesses().size() + " cosigned, expected " + pins.quorum()));
    }

    /** The first that holds counts; if none does, the first says why. */
    private <T> void stamps(
            Evidence kind, boolean pinned, List<T> shown, Function<T, String> verify, List<LevelResult> levels) {
        if (!pinned) {
            return;
        }
        String refusal = null;
        String success = null;
        for (T stamp : shown) {
            try {
                String found = verify.apply(stamp);
                success = success == null ? found : success;
            } catch (EvidenceException e) {
                refusal = refusal == null ? e.reason() : refusal;
            }
        }
        String prefix = kind.word() + ": ";
        if (success != null) {
            met.add(kind);
            levels.add(new LevelResult(Level.L4, Status.PASSED, prefix + success));
        } else if (refusal != null) {
            levels.add(new LevelResult(Level.L4, Status.FAILED, prefix + refusal));
        } else {
            levels.add(new LevelResult(Level.L4, Status.NOT_CHECKED, prefix + "the file shows none"));
        }
    }
}
