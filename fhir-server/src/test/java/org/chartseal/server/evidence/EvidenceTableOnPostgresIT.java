package org.chartseal.server.evidence;

import org.chartseal.server.integrity.ClinicalDatabase;

final class EvidenceTableOnPostgresIT extends EvidenceTableContract {
    @Override
    ClinicalDatabase newDatabase() {
        return ClinicalDatabase.postgres();
    }
}
