package org.chartseal.consent.engine;

/**
 * A patient's Consent, compiled.
 *
 * @param consent the Consent's versioned reference, for reasons and audit
 * @param base what holds outside the root's criteria where the policy rule says so (OPTIN: permit, OPTOUT: deny)
 * @param root the root provision
 * @param supported false if the Consent says something this engine does not know: its permits are void, and any deny in
 *     it covers the whole patient
 */
public record Directive(String consent, Effect base, Provision root, boolean supported) {}
