package org.chartseal.server.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.evidence.EvidenceException;
import org.chartseal.anchoring.evidence.TimestampAuthority;
import org.chartseal.anchoring.evidence.TimestampToken;
import org.chartseal.anchoring.evidence.TimestampVerifier;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the checkpoint of the newest final anchor stamped by each authority, not more often than asked for. A token is kept
 * only if it counts by the certificate that is pinned. Anchors in between have none: a proof is made under one that has.
 */
final class Stamps {
    private static final Logger log = LoggerFactory.getLogger(Stamps.class);

    private final EvidenceTable table;
    private final AnchorOutbox outbox;
    private final LogStore store;
    private final List<Stamper> stampers;
    private final Duration interval;
    private final Clock clock;
    private final Patience patience;
    private String trouble = "";

    /**
     * One authority.
     *
     * @param name by which its tokens are kept
     * @param verifier by its pinned certificate
     */
    record Stamper(String name, TimestampAuthority authority, TimestampVerifier verifier) {}

    Stamps(
            EvidenceTable table,
            AnchorOutbox outbox,
            LogStore store,
            List<Stamper> stampers,
            Duration interval,
            Clock clock) {
        this.table = table;
        this.outbox = outbox;
        this.store = store;
        this.stampers = List.copyOf(stampers);
        this.interval = interval;
        this.clock = clock;
        this.patience = new Patience(clock);
    }

    /**
     * Has stamped what is due.
     *
     * @param mine whether to go on
     */
    void look(BooleanSupplier mine) {
        for (Stamper stamper : stampers) {
            Optional<Anchor> newest = outbox.newest().map(AnchorOutbox.Finished::anchor);
            if (newest.isPresent() && due(stamper, newest.get()) && mine.getAsBoolean()) {
                if (stamp(stamper, newest.get())) {
                    patience.done(stamper.name());
                } else {
                    patience.failed(stamper.name());
                }
            }
        }
    }

    private boolean due(Stamper stamper, Anchor anchor) {
        return patience.due(stamper.name())
                && !table.has(anchor, EvidenceTable.TOKEN, stamper.name())
                && table.lastTaken(EvidenceTable.TOKEN, stamper.name())
                        .map(last -> !clock.instant().isBefore(last.plus(interval)))
                        .orElse(true);
    }

    private boolean stamp(Stamper stamper, Anchor anchor) {
        Optional<SignedCheckpoint> checkpoint = store.checkpoint(anchor.treeSize());
        if (checkpoint.isEmpty()) {
            return false;
        }
        byte[] digest = Sha256.hash(checkpoint.get().checkpoint().body().getBytes(UTF_8));
        TimestampToken token;
        try {
            token = stamper.authority().stamp(digest);
            stamper.verifier().verify(token, digest);
        } catch (EvidenceException doesNotCount) {
            return failed(stamper, doesNotCount.reason());
        } catch (IOException | RuntimeException noToken) {
            return failed(stamper, String.valueOf(noToken.getMessage()));
        }
        try {
            table.keep(anchor, stamper.name(), token, clock.instant());
        } catch (IllegalArgumentException tooLong) {
            return failed(stamper, String.valueOf(tooLong.getMessage()));
        }
        trouble = "";
        return true;
    }

    private boolean failed(Stamper stamper, String reason) {
        String what = stamper.name() + ": " + reason;
        if (!what.equals(trouble)) {
            trouble = what;
            log.warn("A time stamp is not to be had yet: {}", what);
        }
        return false;
    }
}
