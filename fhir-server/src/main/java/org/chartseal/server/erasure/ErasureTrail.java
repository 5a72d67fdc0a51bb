package org.chartseal.server.erasure;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Date;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.Coding;

/** Says in the audit trail that an erasure was done. It cannot name the patient: nothing may lead back to whom. */
final class ErasureTrail {
    private final DaoRegistry daos;

    ErasureTrail(DaoRegistry daos) {
        this.daos = daos;
    }

    void record(Erasure erasure, int versions) {
        AuditEvent event = new AuditEvent();
        event.setType(new Coding(
                "http://terminology.hl7.org/CodeSystem/audit-event-type", "object", "Object or data erasure"));
        event.addSubtype(new Coding(
                "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle", "destroy", "Destroy/Delete Record"));
        event.setAction(AuditEvent.AuditEventAction.D);
        event.setRecorded(new Date());
        event.setOutcome(AuditEvent.AuditEventOutcome._0);
        event.setPurposeOfEvent(java.util.List.of(new org.hl7.fhir.r4.model.CodeableConcept()
                .setText(erasure.reason().code())));
        event.addAgent().setRequestor(true).getWho().setDisplay("privacy-officer");
        event.getSource().getObserver().setDisplay("ChartSeal");
        AuditEvent.AuditEventEntityComponent entity = event.addEntity();
        entity.getWhat().getIdentifier().setSystem("urn:chartseal:erasure").setValue(erasure.id());
        entity.addDetail()
                .setType("subject-name")
                .setValue(new org.hl7.fhir.r4.model.StringType(HexFormat.of().formatHex(erasure.subjectName())));
        entity.addDetail()
                .setType("versions")
                .setValue(new org.hl7.fhir.r4.model.StringType(Integer.toString(versions)));
        daos.getResourceDao(AuditEvent.class).create(event, new SystemRequestDetails());
    }
}
