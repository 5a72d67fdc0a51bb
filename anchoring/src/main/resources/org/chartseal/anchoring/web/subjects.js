// @ts-check
/** Subject rule 1: whose data a resource is, as a function of its body alone (specification, section 3). */

const SUBJECT_TYPES =
  'Account AdverseEvent Basic CarePlan CareTeam ChargeItem ClinicalImpression Communication CommunicationRequest ' +
  'Composition Condition Contract DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest ' +
  'DocumentReference Encounter Flag Goal GuidanceResponse ImagingStudy Invoice List MeasureReport Media ' +
  'MedicationAdministration MedicationDispense MedicationRequest MedicationStatement Observation Procedure ' +
  'QuestionnaireResponse RequestGroup RiskAssessment ServiceRequest Specimen';
const PATIENT_TYPES =
  'AllergyIntolerance BodyStructure Claim ClaimResponse Consent CoverageEligibilityRequest ' +
  'CoverageEligibilityResponse DetectedIssue Device EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory ' +
  'Immunization ImmunizationEvaluation ImmunizationRecommendation MolecularSequence NutritionOrder RelatedPerson ' +
  'SupplyDelivery VisionPrescription';

/** @type {Map<string, string[]>} */
export const ELEMENTS = new Map([
  ...SUBJECT_TYPES.split(' ').map((type) => /** @type {[string, string[]]} */ ([type, ['subject']])),
  ...PATIENT_TYPES.split(' ').map((type) => /** @type {[string, string[]]} */ ([type, ['patient']])),
  ['Appointment', ['participant.actor']],
  ['AppointmentResponse', ['actor']],
  ['AuditEvent', ['agent.who', 'entity.what']],
  ['Binary', ['securityContext']],
  ['Coverage', ['beneficiary']],
  ['EnrollmentRequest', ['candidate']],
  ['Group', ['member.entity']],
  ['Linkage', ['item.resource']],
  ['MessageHeader', ['focus']],
  ['Person', ['link.target']],
  ['Provenance', ['target']],
  ['ResearchSubject', ['individual']],
  ['Schedule', ['actor']],
  ['SupplyRequest', ['deliverTo']],
  ['Task', ['for', 'focus']],
  ['VerificationResult', ['target']],
]);

const PATIENT = /^(Patient\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
const PATIENT_ID = /^[A-Za-z0-9.-]{1,64}$/;

/**
 * @param {import('./json-reader.js').JsonObject} resource
 * @returns {string[]} such as Patient/p1, ascending and each once
 */
export function subjectsOf(resource) {
  /** @type {Set<string>} */
  const found = new Set();
  standalone(resource, found);
  return [...found].sort();
}

/** @param {Map<string, any>} resource @param {Set<string>} found */
function standalone(resource, found) {
  const type = resource.get('resourceType');
  const id = resource.get('id');
  if (type === 'Patient' && typeof id === 'string' && PATIENT_ID.test(id)) {
    found.add('Patient/' + id);
  }
  if (type === 'Bundle') {
    each(resource.get('entry'), (entry) => {
      const inner = entry.get('resource');
      if (inner instanceof Map) {
        standalone(inner, found);
      }
    });
  }
  references(resource, found);
  each(resource.get('contained'), (inner) => references(inner, found));
}

/** @param {Map<string, any>} resource @param {Set<string>} found */
function references(resource, found) {
  for (const path of ELEMENTS.get(resource.get('resourceType')) ?? []) {
    walk(resource, path.split('.'), found);
  }
}

/** @param {Map<string, any>} at @param {string[]} path @param {Set<string>} found */
function walk(at, path, found) {
  if (path.length > 0) {
    each(at.get(path[0]), (next) => walk(next, path.slice(1), found));
    return;
  }
  const reference = at.get('reference');
  const match = typeof reference === 'string' ? PATIENT.exec(reference) : null;
  if (match !== null) {
    found.add(match[1]);
  }
}

/** Calls for an object, or for each object of an array. @param {any} value @param {(o: Map<string, any>) => void} use */
function each(value, use) {
  if (value instanceof Map) {
    use(value);
  } else if (Array.isArray(value)) {
    value.forEach((element) => each(element, use));
  }
}
