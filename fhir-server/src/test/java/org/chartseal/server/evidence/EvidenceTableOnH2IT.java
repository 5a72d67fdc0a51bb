package org.chartseal.server.evidence;

import org.chartseal.server.integrity.ClinicalDatabase;

final class EvidenceTableOnH2IT extends EvidenceTableContract {
    @Override
    ClinicalDatabase newDatabase() {
        return ClinicalDatabase.h2();
    }
}
