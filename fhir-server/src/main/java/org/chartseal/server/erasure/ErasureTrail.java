package org.chartseal.server.erasure;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;

/** Says in the audit trail who had an erasure done, or a legal hold set or lifted. It cannot name the patient: nothing may lead back to whom. */
final class ErasureTrail {
    private static final String LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";

    private final DaoRegistry daos;

    ErasureTrail(DaoRegistry daos) {
        this.daos = daos;
    }

    /** An erasure that was carried out, and under whose authority. */
    void erased(Erasure erasure, int versions) {
        AuditEvent event = event(
                AuditEvent.AuditEventAction.D,
                new Coding(LIFECYCLE, "destroy", "Destroy/Delete Record"),
                erasure.authorisedBy(),
                erasure.reason().code());
        AuditEvent.AuditEventEntityComponent entity = event.addEntity();
        entity.getWhat().getIdentifier().setSystem("urn:chartseal:erasure").setValue(erasure.id());
        detail(entity, "subject-name", HexFormat.of().formatHex(erasure.subjectName()));
        detail(entity, "versions", Integer.toString(versions));
        create(event);
    }

    /** A legal hold that was set or lifted, in the current transaction. */
    void held(byte[] subjectName, boolean hold, String reason, String authorisedBy) {
        AuditEvent event = event(
                AuditEvent.AuditEventAction.U,
                hold
                        ? new Coding(LIFECYCLE, "hold", "Add Legal Hold Record Lifecycle Event")
                        : new Coding(LIFECYCLE, "unhold", "Remove Legal Hold Record Lifecycle Event"),
                authorisedBy,
                reason);
        detail(event.addEntity(), "subject-name", HexFormat.of().formatHex(subjectName));
        create(event);
    }

    private static AuditEvent event(
            AuditEvent.AuditEventAction action, Coding lifecycle, String authorisedBy, String reason) {
        AuditEvent event = new AuditEvent();
        event.setType(new Coding(
                "http://terminology.hl7.org/CodeSystem/audit-event-type", "object", "Object or data erasure"));
        event.addSubtype(lifecycle);
        event.setAction(action);
        event.setRecorded(new Date());
        event.setOutcome(AuditEvent.AuditEventOutcome._0);
        event.setPurposeOfEvent(List.of(new CodeableConcept().setText(reason)));
        AuditEvent.AuditEventAgentComponent agent = event.addAgent();
        agent.setRequestor(true).addRole(new CodeableConcept().setText("privacy-officer"));
        agent.getWho().getIdentifier().setSystem("urn:chartseal:client").setValue(authorisedBy);
        event.getSource().getObserver().setDisplay("ChartSeal");
        return event;
    }

    private static void detail(AuditEvent.AuditEventEntityComponent entity, String type, String value) {
        entity.addDetail().setType(type).setValue(new StringType(value));
    }

    private void create(AuditEvent event) {
        daos.getResourceDao(AuditEvent.class).create(event, new SystemRequestDetails());
    }
}
