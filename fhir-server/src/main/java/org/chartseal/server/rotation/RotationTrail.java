package org.chartseal.server.rotation;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Date;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;

/** Says in the audit trail who had data keys rotated. A patient stands in it under the keyed name only. */
final class RotationTrail {
    private final DaoRegistry daos;

    RotationTrail(DaoRegistry daos) {
        this.daos = daos;
    }

    /** A rotation that came to its end, in the current transaction. */
    void rotated(Rotation rotation) {
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
        agent.getWho().getIdentifier().setSystem("urn:chartseal:client").setValue(rotation.requestedBy());
        event.getSource().getObserver().setDisplay("ChartSeal");
        AuditEvent.AuditEventEntityComponent entity = event.addEntity();
        entity.getWhat().getIdentifier().setSystem("urn:chartseal:key-rotation").setValue(rotation.id());
        byte[] subject = rotation.subjectName();
        if (subject != null) {
            detail(entity, "subject-name", HexFormat.of().formatHex(subject));
        }
        detail(entity, "subjects", Long.toString(rotation.subjects()));
        detail(entity, "rows", Long.toString(rotation.rows()));
        daos.getResourceDao(AuditEvent.class).create(event, new SystemRequestDetails());
    }

    private static void detail(AuditEvent.AuditEventEntityComponent entity, String type, String value) {
        entity.addDetail().setType(type).setValue(new StringType(value));
    }
}
