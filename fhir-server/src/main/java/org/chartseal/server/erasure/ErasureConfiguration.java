package org.chartseal.server.erasure;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.time.Clock;
import org.chartseal.server.integrity.LeafContents;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.ResourceNames;
import org.chartseal.server.integrity.TombstoneRows;
import org.chartseal.server.integrity.Tombstones;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SubjectSlots;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires erasure. */
@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {

    @Bean
    ErasureStore erasureStore(JdbcTemplate jdbc) {
        return new ErasureStore(jdbc);
    }

    @Bean
    ErasureFence erasureFence(ErasureStore store) {
        return new ErasureFence(store);
    }

    @Bean
    ErasedAnswers erasedAnswers(ErasureStore store, Tombstones tombstones, ResourceNames names, JdbcTemplate jdbc) {
        return new ErasedAnswers(new Erasures(store, tombstones, names, jdbc));
    }

    @Bean
    ErasureSchedule erasureSchedule(
            ErasureStore store,
            JdbcTemplate jdbc,
            SubjectSlots subjects,
            LeafContents contents,
            TombstoneRows tombstoneRows,
            Tombstones tombstones,
            KeySlots slots,
            KeyEncryptionKeyRotation keyEncryptionKey,
            DaoRegistry daos,
            PlatformTransactionManager transactions,
            Lease lease,
            ErasureProperties properties) {
        PatientErasure erasures = new PatientErasure(
                store,
                new ErasedVersions(jdbc, subjects, contents::of),
                new StoredRows(jdbc),
                tombstoneRows,
                tombstones,
                slots,
                keyEncryptionKey,
                new ErasureTrail(daos),
                new TransactionTemplate(transactions),
                Clock.systemUTC(),
                properties.grace());
        return new ErasureSchedule(erasures, store, lease);
    }

    @Bean
    EraseOperation eraseOperation(
            ErasureStore store,
            SubjectSlots subjects,
            ErasureSchedule schedule,
            PlatformTransactionManager transactions,
            ErasureProperties properties) {
        return new EraseOperation(
                store,
                subjects,
                schedule,
                new TransactionTemplate(transactions),
                Clock.systemUTC(),
                properties.keyBackupRetention());
    }
}
