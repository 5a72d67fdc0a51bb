package org.chartseal.server.rotation;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.time.Clock;
import java.util.List;
import org.chartseal.server.erasure.ErasedSlots;
import org.chartseal.server.integrity.Lease;
import org.chartseal.server.integrity.LogEvents;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.integrity.LogRows;
import org.chartseal.server.keys.KeyEncryptionKeyRotation;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.OpenTransactions;
import org.chartseal.server.keys.SlotMoves;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.keys.SystemKeys;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.sealing.DataKeyRotations;
import org.chartseal.server.sealing.SealedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the rotation of data keys. */
@Configuration(proxyBeanMethods = false)
class RotationConfiguration {

    @Bean
    DataKeyRotationStore dataKeyRotationStore(JdbcTemplate jdbc, SystemKeys keys, LogIncidents incidents) {
        return new DataKeyRotationStore(jdbc, new ColumnSeal(keys.key("key-rotation/v1", 32)), incidents::report);
    }

    @Bean
    RotationTrail rotationTrail(DaoRegistry daos, LogEvents log, PlatformTransactionManager transactions) {
        return new RotationTrail(daos, log, new TransactionTemplate(transactions));
    }

    @Bean
    DataKeyRotationSchedule dataKeyRotationSchedule(
            DataKeyRotationStore store,
            SlotMoves moves,
            KeySlots slots,
            OpenTransactions openTransactions,
            ErasedSlots erased,
            List<SealedTable> tables,
            LogRows log,
            KeyEncryptionKeyRotation keyEncryptionKey,
            RotationTrail trail,
            PlatformTransactionManager transactions,
            Lease lease,
            LogIncidents incidents,
            RotationProperties properties) {
        DataKeyRotation rotations = new DataKeyRotation(
                store,
                new Rounds(moves, slots, erased, incidents::report, properties.subjects()),
                moves,
                slots,
                openTransactions,
                erased,
                tables,
                log,
                keyEncryptionKey,
                trail,
                new TransactionTemplate(transactions),
                properties);
        return new DataKeyRotationSchedule(rotations, store, lease);
    }

    @Bean
    DataKeyRotations dataKeyRotations(
            DataKeyRotationStore store,
            DataKeyRotationSchedule schedule,
            SubjectSlots subjects,
            PlatformTransactionManager transactions) {
        return new RotationRequests(
                store, schedule, subjects, new TransactionTemplate(transactions), Clock.systemUTC());
    }
}
