package org.chartseal.server.rotation;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import org.chartseal.server.integrity.LogEvents;
import org.chartseal.server.sealing.KeyRotationTrail;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says in the audit trail, and in the log, that keys were rotated; in the trail, who had it done. A patient stands in it
 * under the keyed name only, and not in the log.
 */
final class RotationTrail implements KeyRotationTrail {
    private final DaoRegistry daos;
    private final LogEvents log;
    private final TransactionTemplate transactions;

    RotationTrail(DaoRegistry daos, LogEvents log, TransactionTemplate transactions) {
        this.daos = daos;
        this.log = log;
        this.transactions = transactions;
    }

    @Override
    public void rotated(String kind, String client, int rewrapped) {
        AuditEvent event = event(client);
        AuditEvent.AuditEventEntityComponent entity = event.addEntity();
        entity.getWhat().getIdentifier().setSystem("urn:chartseal:key-kind").setValue(kind);
        detail(entity, "rewrapped", Integer.toString(rewrapped));
        transactions.executeWithoutResult(status -> save(event, kind, rewrapped));
    }

    /** A rotation that came to its end, in the current transaction. */
    void rotated(Rotation rotation) {
        AuditEvent event = event(rotation.requestedBy());
        AuditEvent.AuditEventEntityComponent entity = event.addEntity();
        entity.getWhat().getIdentifier().setSystem("urn:chartseal:key-rotation").setValue(rotation.id());
        byte[] subject = rotation.subjectName();
        if (subject != null) {
            detail(entity, "subject-name", HexFormat.of().formatHex(subject));
        }
        detail(entity, "subjects", Long.toString(rotation.subjects()));
        detail(entity, "rows", Long.toString(rotation.rows()));
        save(event, "data", rotation.subjects());
    }

    private void save(AuditEvent event, String kind, long keys) {
        daos.getResourceDao(AuditEvent.class).create(event, new SystemRequestDetails());
        log.keys("keys-rotated", Map.of("kind", kind, "keys", Long.toString(keys)));
    }

    private static AuditEvent event(String client) {
        AuditEvent event = new AuditEvent();
        event.setType(new Coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "object", "Object"));
        event.addSubtype(new Coding(
                "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle",
                "encrypt",
                "Encrypt Record Lifecycle Event"));
        event.setAction(AuditEvent.AuditEventAction.E);
        event.setRecorded(new Date());
        event.setOutcome(AuditEvent.AuditEventOutcome._0);
        AuditEvent.AuditEventAgentComponent agent = event.addAgent();
        agent.setRequestor(true).addRole(new CodeableConcept().setText("privacy-officer"));
        agent.getWho().getIdentifier().setSystem("urn:chartseal:client").setValue(client);
        event.getSource().getObserver().setDisplay("ChartSeal");
        return event;
    }

    private static void detail(AuditEvent.AuditEventEntityComponent entity, String type, String value) {
        entity.addDetail().setType(type).setValue(new StringType(value));
    }
}
