package org.chartseal.server.scrub;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Date;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.StringType;

/** Says in the audit trail what was found. It names rows, not resources: nothing may lead back to a patient. */
final class ScrubTrail {
    private final DaoRegistry daos;

    ScrubTrail(DaoRegistry daos) {
        this.daos = daos;
    }

    /** A finding that is new, in the current transaction. */
    void found(Finding finding) {
        AuditEvent event = new AuditEvent();
        event.setType(new Coding("http://dicom.nema.org/resources/ontology/DCM", "110113", "Security Alert"));
        event.addSubtype(new Coding(
                "urn:chartseal:scrub", finding.kind().code(), finding.kind().code()));
        event.setAction(AuditEvent.AuditEventAction.E);
        event.setRecorded(new Date());
        event.setOutcome(AuditEvent.AuditEventOutcome._8);
        AuditEvent.AuditEventAgentComponent agent = event.addAgent();
        agent.setRequestor(false).addRole(new CodeableConcept().setText("scrub"));
        agent.getWho().setDisplay("ChartSeal");
        event.getSource().getObserver().setDisplay("ChartSeal");
        AuditEvent.AuditEventEntityComponent entity = event.addEntity();
        entity.getWhat().getIdentifier().setSystem("urn:chartseal:row").setValue(finding.table() + "/" + finding.row());
        detail(entity, "table", finding.table());
        detail(entity, "type", finding.type());
        detail(entity, "parameter", finding.parameter());
        detail(entity, "version", finding.version());
        detail(entity, "leaf", finding.leaf());
        daos.getResourceDao(AuditEvent.class).create(event, new SystemRequestDetails());
    }

    private static void detail(AuditEvent.AuditEventEntityComponent entity, String type, long value) {
        detail(entity, type, value < 0 ? "" : Long.toString(value));
    }

    private static void detail(AuditEvent.AuditEventEntityComponent entity, String type, String value) {
        if (!value.isEmpty()) {
            entity.addDetail().setType(type).setValue(new StringType(value));
        }
    }
}
