package org.chartseal.server.integrity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.chain.AnchorReceipts;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.Endorsements;
import org.chartseal.anchoring.chain.EthereumChain;
import org.chartseal.anchoring.chain.LogProvisioning;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.Signer;
import org.chartseal.anchoring.chain.Submission;
import org.chartseal.anchoring.chain.Submitter;
import org.chartseal.anchoring.chain.SubmitterSettings;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.server.DirectoryProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Anchors the newest checkpoint, reaching for the chain only when the first step is taken. */
final class ChainAnchoring implements Anchoring, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(ChainAnchoring.class);
    private static final int STEPS = 6;

    private final ChainProperties properties;
    private final DirectoryProperties directories;
    private final LogOrigin origin;
    private final LogStore store;
    private final JdbcAnchorOutbox outbox;
    private final PinnedChain pinned;
    private final Signer publisher;
    private final LogRules rules;
    private final Endorsements endorsements;
    private final LogIncidents incidents;
    private final Clock clock;
    private @Nullable ChainNode node;
    private @Nullable Submitter submitter;
    private String lastTrouble = "";

    ChainAnchoring(
            ChainProperties properties,
            DirectoryProperties directories,
            LogOrigin origin,
            LogStore store,
            JdbcAnchorOutbox outbox,
            PinnedChain pinned,
            Signer publisher,
            LogRules rules,
            Endorsements endorsements,
            LogIncidents incidents,
            Clock clock) {
        this.properties = properties;
        this.directories = directories;
        this.origin = origin;
        this.store = store;
        this.outbox = outbox;
        this.pinned = pinned;
        this.publisher = publisher;
        this.rules = rules;
        this.endorsements = endorsements;
        this.incidents = incidents;
        this.clock = clock;
    }

    @Override
    public synchronized void tick() {
        Submitter ready;
        try {
            ready = submitter();
        } catch (IOException unreachable) {
            // Whoever pays for the transactions learns here whom to send the money.
            trouble("the chain cannot be used by publisher " + publisher.address() + ": " + unreachable.getMessage());
            return;
        }
        store.latestCheckpoint()
                .ifPresent(latest -> ready.offer(
                        latest.checkpoint().size(), latest.checkpoint().root()));
        for (int step = 0; step < STEPS; step++) {
            Submission submission = ready.tick();
            if (submission instanceof Submission.Incident incident) {
                incidents.report("chain: " + incident.kind() + ": " + incident.detail());
                return;
            }
            if (submission instanceof Submission.Waiting waiting) {
                trouble(waiting.reason());
                return;
            }
            lastTrouble = "";
            if (submission instanceof Submission.Idle || submission instanceof Submission.Mined) {
                return;
            }
        }
    }

    private void trouble(String reason) {
        if (!reason.equals(lastTrouble)) {
            lastTrouble = reason;
            log.warn("Anchoring waits: {}", reason);
        }
    }

    private Submitter submitter() throws IOException {
        Submitter known = submitter;
        if (known != null) {
            return known;
        }
        ChainNode opened = opened();
        opened.requireNewest(outbox.newest().map(AnchorOutbox.Finished::anchor));
        ChainIdentity identity = pinned.identity().orElse(null);
        if (identity == null) {
            LogProvisioning provisioning = new LogProvisioning(opened.node(), publisher, rules, properties.timeout());
            String contract = properties.contract();
            identity = contract == null
                    ? provisioning.deployAndCreate(originHash())
                    : provisioning.create(contract, originHash());
            pinned.pin(identity);
        }
        SubmitterSettings settings = development()
                ? SubmitterSettings.development()
                : new SubmitterSettings(
                        properties.finality(),
                        properties.confirmations(),
                        SubmitterSettings.publicChain().stuckAfter(),
                        SubmitterSettings.publicChain().maxFee());
        EthereumChain chain = new EthereumChain(opened.node(), identity, publisher);
        Submitter fresh = new Submitter(
                chain,
                identity,
                outbox,
                endorsements,
                settings,
                opened.quorum(properties.confirmingEndpoints(), identity, settings),
                clock);
        submitter = fresh;
        return fresh;
    }

    private synchronized ChainNode opened() throws IOException {
        ChainNode known = node;
        if (known == null) {
            known = ChainNode.open(properties, directories.data(), publisher, clock);
            node = known;
        }
        return known;
    }

    @Override
    public ReceiptProof receipt(Anchor anchor) throws IOException {
        ChainIdentity identity = pinned.identity().orElseThrow(() -> new IOException("the log is on no chain yet"));
        return new AnchorReceipts(opened().node()).prove(identity, anchor);
    }

    private byte[] originHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(origin.name().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is not available", impossible);
        }
    }

    @Override
    public Optional<Anchor> firstCovering(long treeSize) {
        return outbox.firstCovering(treeSize).map(AnchorOutbox.Finished::anchor);
    }

    @Override
    public Optional<ChainIdentity> identity() {
        return pinned.identity();
    }

    @Override
    public boolean development() {
        return properties.rpcUrl() == null;
    }

    @Override
    public synchronized void destroy() throws IOException {
        if (node != null) {
            node.close();
        }
    }
}
