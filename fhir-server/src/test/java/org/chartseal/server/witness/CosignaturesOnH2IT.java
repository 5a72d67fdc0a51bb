package org.chartseal.server.witness;

import org.chartseal.server.integrity.ClinicalDatabase;

final class CosignaturesOnH2IT extends CosignaturesContract {
    @Override
    ClinicalDatabase newDatabase() {
        return ClinicalDatabase.h2();
    }
}
