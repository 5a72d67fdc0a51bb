package org.chartseal.server.integrity;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.LogHead;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.Sequencer;
import org.chartseal.consent.enforcement.ConsentDecisions;
import org.chartseal.server.DirectoryProperties;
import org.chartseal.server.MigratedSchema;
import org.chartseal.server.ModeProperties;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.keys.SystemKeys;
import org.chartseal.server.sealing.RowPasses;
import org.chartseal.server.sealing.SealedTable;
import org.chartseal.server.sealing.SealingProperties;
import org.chartseal.server.sealing.StoredVersions;
import org.chartseal.server.sealing.VersionSink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the log: origin, store, sequencer. */
@Configuration(proxyBeanMethods = false)
class IntegrityConfiguration {

    /** The origin is fixed with the first leaf; a configuration that names another one is refused. */
    @Bean
    LogOrigin logOrigin(LogProperties properties, ModeProperties mode, JdbcTemplate jdbc, MigratedSchema schema) {
        String known = jdbc.queryForList("select origin from cs_log where log_id = 1", String.class).stream()
                .findFirst()
                .orElse(null);
        String wanted = properties.origin();
        if (known != null) {
            if (wanted != null && !wanted.equals(known)) {
                throw new IllegalStateException(
                        "Expected chartseal.log.origin " + known + ", as the log began, found " + wanted);
            }
            return new LogOrigin(known);
        }
        if (wanted == null) {
            if (!mode.evaluation()) {
                throw new IllegalStateException("Expected chartseal.log.origin in production mode, found none");
            }
            wanted = "chartseal-evaluation/" + (10_000_000 + new SecureRandom().nextInt(90_000_000));
        }
        LogHead empty = LogHead.empty(0);
        jdbc.update(
                "insert into cs_log (log_id, origin, tree_size, root, epoch) values (1, ?, ?, ?, ?)",
                wanted,
                empty.size(),
                empty.root(),
                empty.epoch());
        return new LogOrigin(wanted);
    }

    @Bean
    LogIncidents logIncidents() {
        return new LogIncidents();
    }

    @Bean
    LogKeys logKeys(SystemKeys systemKeys, SubjectSlots subjects) {
        return new LogKeys(systemKeys, subjects);
    }

    @Bean
    PendingRows pendingRows(KeySlots slots) {
        return new PendingRows(slots);
    }

    @Bean
    SubjectLinkSeal subjectLinkSeal(SubjectSlots subjects, KeySlots slots) {
        return new SubjectLinkSeal(subjects, slots);
    }

    @Bean
    TombstoneRows tombstoneRows(JdbcTemplate jdbc, SubjectSlots subjects, LogOrigin origin) {
        return new TombstoneRows(jdbc, subjects, origin);
    }

    @Bean
    Tombstones tombstones(
            JdbcTemplate jdbc, LogStore store, LeafOpener opener, LogOrigin origin, CheckpointSigner signer) {
        return new Tombstones(jdbc, store, opener, origin, signer.verifier());
    }

    @Bean
    LoggedVersions loggedVersions(
            JdbcTemplate jdbc, LogStore store, CheckpointSigner signer, PendingRows pendingRows, LeafOpener opener) {
        return new LoggedVersions(jdbc, store, signer.verifier(), pendingRows, opener);
    }

    @Bean
    LogComparison logComparison(
            JdbcTemplate jdbc,
            LogStore store,
            CheckpointSigner signer,
            LogKeys keys,
            LeafOpener opener,
            Tombstones tombstones) {
        return new LogComparison(jdbc, store, signer.verifier(), keys, opener, tombstones);
    }

    @Bean
    ResourceNames resourceNames(LogKeys keys) {
        return new ResourceNames(keys);
    }

    @Bean
    VersionSink versionLogger(JdbcTemplate jdbc, LogOrigin origin) {
        return new VersionLogger(jdbc, origin);
    }

    @Bean
    LogStore logStore(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            LogKeys keys,
            PendingRows pendingRows,
            SubjectLinkSeal links,
            TombstoneRows tombstones,
            LogIncidents incidents) {
        return new JdbcLogStore(
                jdbc, new TransactionTemplate(transactions), keys, pendingRows, links, tombstones, incidents);
    }

    @Bean
    CheckpointSigner checkpointSigner(LogKeys keys, LogOrigin origin) {
        return CheckpointSigner.fromSeed(origin.name(), keys.signingSeed().reveal());
    }

    @Bean
    Sequencer sequencer(LogOrigin origin, LogStore store, LogKeys keys, CheckpointSigner signer) {
        return new Sequencer(origin.name(), store, keys, signer, Clock.systemUTC());
    }

    @Bean
    Lease lease(JdbcTemplate jdbc) {
        return new Lease(jdbc, Clock.systemUTC());
    }

    @Bean
    LogSchedule logSchedule(
            Sequencer sequencer,
            Anchoring anchoring,
            Lease lease,
            LogProperties properties,
            List<LogChore> chores,
            LogIncidents incidents) {
        return new LogSchedule(sequencer, anchoring, lease, properties, chores, incidents);
    }

    @Bean
    LeafOpener leafOpener(
            JdbcTemplate jdbc,
            LogKeys keys,
            PendingRows pendingRows,
            SubjectLinkSeal links,
            SealingProperties sealing,
            KeySlots slots,
            MapSnapshots maps) {
        return new LeafOpener(jdbc, keys, pendingRows, links, new StoredVersions(sealing.enabled(), slots), maps);
    }

    @Bean
    IntegrityProofs integrityProofs(
            JdbcTemplate jdbc,
            LogStore store,
            LeafOpener opener,
            Anchoring anchoring,
            CheckpointSigner signer,
            LogOrigin origin,
            ResourceNames names,
            CollectedEvidence collected) {
        return new IntegrityProofs(jdbc, store, opener, anchoring, signer, origin, names, collected);
    }

    @Bean
    TrustFileWriter trustFileWriter(IntegrityProofs proofs, DirectoryProperties directories) {
        return new TrustFileWriter(proofs, directories.secrets().resolve("trust.json"));
    }

    @Bean
    LogController logController(LogStore store, LeafOpener opener, CollectedEvidence collected) {
        return new LogController(store, opener, collected);
    }

    @Bean
    TileController tileController(LogStore store, JdbcTemplate jdbc) {
        return new TileController(store, jdbc);
    }

    @Bean
    IntegrityProofOperation integrityProofOperation(
            IntegrityProofs proofs,
            PatientProofOperation patients,
            ConsentDecisions decisions,
            DaoRegistry daos,
            LogProperties properties) {
        return new IntegrityProofOperation(proofs, patients, new ShownVersions(decisions, daos), properties);
    }

    @Bean
    LogHealth logHealth(LogIncidents incidents) {
        return new LogHealth(incidents);
    }

    @Bean
    SealedTable pendingTable(JdbcTemplate jdbc, RowPasses passes) {
        return new PendingTable(jdbc, passes);
    }

    @Bean
    SealedTable subjectLinkTable(JdbcTemplate jdbc, RowPasses passes) {
        return new SubjectLinkTable(jdbc, passes);
    }

    @Bean
    LogRows logRows(JdbcTemplate jdbc, LogStore store, CheckpointSigner signer) {
        return new LogRows(jdbc, store, signer.verifier());
    }
}
