package org.chartseal.server.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.evidence.HttpTimestampAuthority;
import org.chartseal.anchoring.evidence.TimestampToken;
import org.chartseal.anchoring.evidence.TimestampVerifier;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.InMemoryLogStore;
import org.chartseal.server.integrity.ClinicalDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time stamps of checkpoints by an authority that speaks HTTP. */
final class StampsIT {
    private static final CheckpointSigner SIGNER = CheckpointSigner.fromSeed("log.example", new byte[32]);

    private final InMemoryLogStore store = new InMemoryLogStore();
    private ClinicalDatabase database;
    private AnchorOutbox outbox;
    private EvidenceTable table;
    private LocalAuthority authority;

    @BeforeEach
    void start() throws Exception {
        database = ClinicalDatabase.h2();
        outbox = database.outbox();
        table = new EvidenceTable(database.jdbc());
        authority = LocalAuthority.start();
    }

    @AfterEach
    void stop() {
        authority.close();
        database.close();
    }

    @Test
    void theNewestAnchorIsStampedOnce() throws Exception {
        Stamps stamps = stamps(authority.certificate(), Duration.ZERO);
        stamps.look(() -> true);
        assertThat(authority.asked()).isZero();
        finish(1);
        Anchor newest = finish(2);
        stamps.look(() -> false);
        assertThat(authority.asked()).isZero();
        stamps.look(() -> true);
        stamps.look(() -> true);
        assertThat(authority.asked()).isEqualTo(1);
        assertThat(table.of(outbox.finished(1).orElseThrow().anchor())).isEmpty();
        EvidenceItem token = table.of(newest).get(0);
        byte[] digest = Sha256.hash(
                store.checkpoint(20).orElseThrow().checkpoint().body().getBytes(UTF_8));
        assertThat(new TimestampVerifier(List.of(authority.certificate())).verify((TimestampToken) token, digest))
                .isNotNull();
    }

    @Test
    void anAuthorityIsNotAskedMoreOftenThanConfigured() throws Exception {
        Stamps stamps = stamps(authority.certificate(), Duration.ofHours(1));
        finish(1);
        stamps.look(() -> true);
        Anchor second = finish(2);
        stamps.look(() -> true);
        // Nor by a process that starts anew.
        stamps(authority.certificate(), Duration.ofHours(1)).look(() -> true);
        assertThat(authority.asked()).isEqualTo(1);
        assertThat(table.of(second)).isEmpty();
    }

    @Test
    void aTokenThatDoesNotCountByThePinnedCertificateIsNotKept() throws Exception {
        Anchor anchor = finish(1);
        try (LocalAuthority pinned = LocalAuthority.start()) {
            stamps(pinned.certificate(), Duration.ZERO).look(() -> true);
        }
        assertThat(authority.asked()).isEqualTo(1);
        assertThat(table.of(anchor)).isEmpty();
    }

    private Stamps stamps(byte[] certificate, Duration interval) {
        return new Stamps(
                table,
                outbox,
                store,
                List.of(new Stamps.Stamper(
                        "local",
                        new HttpTimestampAuthority(authority.uri(), Duration.ofSeconds(20)),
                        new TimestampVerifier(List.of(certificate)))),
                interval,
                Clock.systemUTC());
    }

    private Anchor finish(long sequence) {
        store.saveCheckpoint(SIGNER.sign(new Checkpoint("log.example", 10 * sequence, new byte[32])));
        outbox.open(new PendingAnchor(sequence, "0x" + "0f".repeat(32), 10 * sequence, "00".repeat(32)));
        Anchor anchor = new Anchor(
                sequence,
                10 * sequence,
                "00".repeat(32),
                5,
                "0x" + "aa".repeat(32),
                1_700_000_005,
                "0x" + "cd".repeat(32));
        outbox.finish(sequence, anchor);
        return anchor;
    }
}
