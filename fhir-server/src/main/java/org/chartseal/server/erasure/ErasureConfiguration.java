package org.chartseal.server.erasure;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.time.Clock;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.integrity.LoggedVersions;
import org.chartseal.server.integrity.ResourceNames;
import org.chartseal.server.integrity.TombstoneRows;
import org.chartseal.server.integrity.Tombstones;
import org.chartseal.server.keys.BackgroundRotation;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.keys.SystemKeys;
import org.chartseal.server.sealing.BackgroundLocks;
import org.chartseal.server.sealing.ColumnSeal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires erasure. */
@Configuration(proxyBeanMethods = false)
class ErasureConfiguration {

    @Bean
    ColumnSeal erasureSeal(SystemKeys keys) {
        return new ColumnSeal(keys.key("erasure/v1", 32));
    }

    @Bean
    ErasureStore erasureStore(JdbcTemplate jdbc, ColumnSeal erasureSeal, LogIncidents incidents) {
        return new ErasureStore(jdbc, erasureSeal, incidents::report);
    }

    @Bean
    LegalHolds legalHolds(JdbcTemplate jdbc) {
        return new LegalHolds(jdbc);
    }

    @Bean
    ErasureFence erasureFence(ErasureStore store) {
        return new ErasureFence(store);
    }

    @Bean
    AttachmentNotes attachmentNotes(JdbcTemplate jdbc, SubjectSlots subjects) {
        return new AttachmentNotes(jdbc, subjects);
    }

    @Bean
    ErasureTombstones erasureTombstones(TombstoneRows rows, Tombstones tombstones) {
        return new ErasureTombstones(rows, tombstones);
    }

    @Bean
    ErasureTrail erasureTrail(DaoRegistry daos) {
        return new ErasureTrail(daos);
    }

    @Bean
    ErasedAnswers erasedAnswers(
            ErasureStore store, ErasureTombstones tombstones, ResourceNames names, JdbcTemplate jdbc) {
        return new ErasedAnswers(new Erasures(store, tombstones, names, jdbc));
    }

    @Bean
    ErasureScope erasureScope(LoggedVersions log, JdbcTemplate jdbc, SubjectSlots subjects, LogIncidents incidents) {
        return new ErasureScope(
                new ErasedVersions(log::to, incidents::report), new Attachments(jdbc, subjects, log)::of, subjects);
    }

    @Bean
    ErasedRows erasedRows(
            JdbcTemplate jdbc, ColumnSeal erasureSeal, PlatformTransactionManager transactions, BackgroundLocks locks) {
        return new ErasedRows(
                jdbc,
                new ErasureParts(jdbc, erasureSeal),
                new StoredRows(jdbc),
                new TransactionTemplate(transactions),
                locks);
    }

    @Bean
    ErasureSchedule erasureSchedule(
            ErasureStore store,
            ErasureScope scope,
            ErasureTombstones tombstones,
            KeySlots slots,
            SubjectSlots subjects,
            ErasedRows rows,
            KeyEncryptionKeyRotation keyEncryptionKey,
            ErasureTrail trail,
            PlatformTransactionManager transactions,
            Lease lease,
            ForgottenValues values,
            ErasureProperties properties) {
        PatientErasure erasures = new PatientErasure(
                store,
                scope,
                tombstones,
                slots,
                subjects,
                rows,
                keyEncryptionKey,
                trail,
                new TransactionTemplate(transactions),
                Clock.systemUTC(),
                properties.grace());
        return new ErasureSchedule(erasures, store, values, lease);
    }

    @Bean
    EraseOperation eraseOperation(
            ErasureStore store,
            SubjectSlots subjects,
            LegalHolds holds,
            ErasureSchedule schedule,
            PlatformTransactionManager transactions,
            ForgottenValues values,
            ErasureProperties properties) {
        return new EraseOperation(
                store,
                subjects,
                holds,
                schedule,
                new TransactionTemplate(transactions),
                Clock.systemUTC(),
                properties.keyBackupRetention(),
                values);
    }

    @Bean
    ForgottenValues forgottenValues(
            ErasureStore store, ObjectProvider<BackgroundRotation> rotations, ErasureProperties properties) {
        return new ForgottenValues(
                store,
                () -> rotations.stream()
                        .filter(rotation -> rotation.kind().equals(ForgottenValues.INDEX))
                        .findFirst(),
                properties.indexRotationWithin(),
                Clock.systemUTC());
    }

    @Bean
    LegalHoldOperation legalHoldOperation(
            ErasureStore erasures,
            LegalHolds holds,
            SubjectSlots subjects,
            ErasureTrail trail,
            PlatformTransactionManager transactions) {
        return new LegalHoldOperation(
                erasures, holds, subjects, trail, new TransactionTemplate(transactions), Clock.systemUTC());
    }

    @Bean
    ErasedSlots erasedSlots(ErasureStore store, ErasureTombstones tombstones, ResourceNames names, JdbcTemplate jdbc) {
        return new ErasedSlots(store, new Erasures(store, tombstones, names, jdbc));
    }
}
