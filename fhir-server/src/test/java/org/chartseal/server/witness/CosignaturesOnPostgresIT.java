package org.chartseal.server.witness;

import org.chartseal.server.integrity.ClinicalDatabase;

final class CosignaturesOnPostgresIT extends CosignaturesContract {
    @Override
    ClinicalDatabase newDatabase() {
        return ClinicalDatabase.postgres();
    }
}
