-- The HbA1c result gets the body of another record: a valid body, sealed by this very server for this very patient.
update HFJ_RES_VER
   set RES_TEXT_VC = (select v.RES_TEXT_VC from HFJ_RES_VER v join HFJ_RESOURCE r on r.RES_ID = v.RES_ID
                       where r.RES_TYPE = 'Observation' and r.FHIR_ID = 'sample-weight' and v.RES_VER = 1)
 where RES_VER = 1
   and RES_ID = (select RES_ID from HFJ_RESOURCE where RES_TYPE = 'Observation' and FHIR_ID = 'sample-hba1c');
