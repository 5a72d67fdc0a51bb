package org.chartseal.consent.fhir;

import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chartseal.consent.engine.Directive;
import org.chartseal.consent.engine.Effect;
import org.chartseal.consent.engine.Label;
import org.chartseal.consent.engine.Provision;
import org.chartseal.consent.engine.Validity;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Consent.provisionActorComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/**
 * R4 Consent to {@link Directive}. What it does not know, it says so: purposes, actions, codes, data references and data
 * periods make a directive unsupported, which voids its permits.
 */
public final class ConsentCompiler {
    private static final String PRIVACY = "patient-privacy";
    /** Roles that describe the data, not who asks. */
    private static final Set<String> DATA_ROLES = Set.of("CST", "AUT");

    private ConsentCompiler() {}

    /** The directive of a Consent, empty unless it is active and about privacy. */
    public static Optional<Directive> compile(Consent consent) {
        if (consent.getStatus() != ConsentState.ACTIVE || !isPrivacy(consent)) {
            return Optional.empty();
        }
        boolean supported = !consent.hasModifierExtension()
                && !consent.hasImplicitRules()
                && hasBase(consent)
                && known(consent.getProvision());
        String reference = "Consent/" + consent.getIdElement().getIdPart() + "/_history/"
                + consent.getIdElement().getVersionIdPart();
        return Optional.of(new Directive(reference, base(consent), provision(consent.getProvision()), supported));
    }

    private static boolean isPrivacy(Consent consent) {
        return !consent.hasScope()
                || !consent.getScope().hasCoding()
                || consent.getScope().getCoding().stream()
                        .anyMatch(coding -> PRIVACY.equals(coding.getCode()) || "research".equals(coding.getCode()));
    }

    private static boolean hasBase(Consent consent) {
        return consent.getProvision().hasType() || optIn(consent) || optOut(consent);
    }

    private static Effect base(Consent consent) {
        if (consent.getProvision().hasType()) {
            return effect(consent.getProvision());
        }
        return optIn(consent) ? Effect.PERMIT : Effect.DENY;
    }

    private static boolean optIn(Consent consent) {
        return policyRule(consent, "OPTIN");
    }

    private static boolean optOut(Consent consent) {
        return policyRule(consent, "OPTOUT");
    }

    private static boolean policyRule(Consent consent, String prefix) {
        return consent.getPolicyRule().getCoding().stream()
                .map(Coding::getCode)
                .anyMatch(code -> code != null && code.startsWith(prefix));
    }

    private static boolean known(ProvisionComponent provision) {
        return !provision.hasPurpose()
                && !provision.hasAction()
                && !provision.hasCode()
                && !provision.hasData()
                && !provision.hasDataPeriod()
                && !provision.hasModifierExtension()
                && provision.getProvision().stream().allMatch(ConsentCompiler::known);
    }

    private static Effect effect(ProvisionComponent provision) {
        return provision.getType() == Consent.ConsentProvisionType.PERMIT ? Effect.PERMIT : Effect.DENY;
    }

    private static Provision provision(ProvisionComponent provision) {
        List<Provision> nested = provision.getProvision().stream()
                .map(ConsentCompiler::provision)
                .toList();
        return new Provision(
                provision.hasType() ? effect(provision) : null,
                validity(provision.getPeriod()),
                actors(provision),
                classes(provision),
                labels(provision),
                nested);
    }

    private static Validity validity(Period period) {
        return new Validity(instant(period.getStart()), end(period));
    }

    private static @Nullable Instant end(Period period) {
        if (!period.hasEnd()) {
            return null;
        }
        // A date means the whole of that day.
        return switch (period.getEndElement().getPrecision()) {
            case YEAR -> addOne(period, java.util.Calendar.YEAR);
            case MONTH -> addOne(period, java.util.Calendar.MONTH);
            case DAY -> addOne(period, java.util.Calendar.DAY_OF_MONTH);
            default -> period.getEnd().toInstant().plusMillis(1);
        };
    }

    private static Instant addOne(Period period, int field) {
        java.util.Calendar calendar = period.getEndElement().toCalendar();
        calendar.add(field, 1);
        return calendar.toInstant();
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }

    private static Set<String> actors(ProvisionComponent provision) {
        Set<String> actors = new HashSet<>();
        boolean onlyDataRoles = true;
        for (provisionActorComponent actor : provision.getActor()) {
            boolean describesData =
                    actor.getRole().getCoding().stream().anyMatch(coding -> DATA_ROLES.contains(coding.getCode()));
            if (!describesData) {
                onlyDataRoles = false;
                Reference reference = actor.getReference();
                actors.add(
                        reference
                                                .getReferenceElement()
                                                .toUnqualifiedVersionless()
                                                .getValue()
                                        == null
                                ? "unresolved"
                                : reference
                                        .getReferenceElement()
                                        .toUnqualifiedVersionless()
                                        .getValue());
            }
        }
        return provision.hasActor() && !onlyDataRoles ? actors : Set.of();
    }

    private static Set<String> classes(ProvisionComponent provision) {
        Set<String> classes = new HashSet<>();
        provision
                .getClass_()
                .forEach(coding -> classes.add(coding.getCode() == null ? "" : lastPart(coding.getCode())));
        return classes;
    }

    private static String lastPart(String code) {
        return code.substring(code.lastIndexOf('/') + 1);
    }

    private static Set<Label> labels(ProvisionComponent provision) {
        Set<Label> labels = new HashSet<>();
        provision.getSecurityLabel().forEach(coding -> labels.add(label(coding)));
        return labels;
    }

    /** A coding as a label. */
    static Label label(Coding coding) {
        return new Label(
                coding.getSystem() == null ? "" : coding.getSystem(), coding.getCode() == null ? "" : coding.getCode());
    }
}
