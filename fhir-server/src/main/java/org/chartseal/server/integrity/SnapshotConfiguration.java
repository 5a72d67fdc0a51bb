package org.chartseal.server.integrity;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.time.Clock;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.consent.enforcement.ConsentDecisions;
import org.chartseal.server.keys.SubjectSlots;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the leaves that the log makes by itself: maps, ticks, and what becomes of keys. */
@Configuration(proxyBeanMethods = false)
class SnapshotConfiguration {

    @Bean
    EventRows eventRows(JdbcTemplate jdbc, SubjectSlots subjects) {
        return new EventRows(jdbc, subjects);
    }

    @Bean
    LogEvents logEvents(EventRows rows, LogOrigin origin) {
        return new LogEvents(rows, origin, Clock.systemUTC());
    }

    @Bean
    MapSnapshots mapSnapshots(JdbcTemplate jdbc, LogKeys keys) {
        return new MapSnapshots(jdbc, keys.mapKeys());
    }

    @Bean
    @Order(1)
    LogChore unnamedHeads(JdbcTemplate jdbc, LogKeys keys, PendingRows pendingRows, SubjectLinkSeal links) {
        return new UnnamedHeads(jdbc, keys, pendingRows, links);
    }

    @Bean
    @Order(2)
    LogChore snapshotMaker(
            LogOrigin origin,
            LogStore store,
            LogKeys keys,
            MapSnapshots snapshots,
            EventRows events,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            SnapshotProperties properties) {
        return new SnapshotMaker(
                origin,
                store,
                new HeadRows(jdbc, keys.headNames()),
                snapshots,
                events,
                jdbc,
                new TransactionTemplate(transactions),
                properties,
                Clock.systemUTC());
    }

    @Bean
    @Order(3)
    LogChore ticks(LogEvents events, TickProperties properties) {
        return new Ticks(events::tick, properties, System::nanoTime);
    }

    @Bean
    ProvenEverything provenEverything(PatientProofOperation proofs) {
        return new ProvenEverything(proofs);
    }

    @Bean
    PatientProofOperation patientProofOperation(
            JdbcTemplate jdbc,
            SubjectSlots subjects,
            SubjectLinkSeal links,
            LogStore store,
            Anchoring anchoring,
            CollectedEvidence collected,
            MapSnapshots snapshots,
            LeafOpener opener,
            ConsentDecisions decisions,
            DaoRegistry daos) {
        return new PatientProofOperation(
                new PatientProofs(
                        snapshots,
                        new SubjectChain(jdbc, subjects, links),
                        opener,
                        new ProofTrees(store, anchoring, collected)),
                new ShownVersions(decisions, daos));
    }
}
