package org.chartseal.server.hits;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.svc.IIdHelperService;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.chartseal.server.integrity.LogIncidents;
import org.chartseal.server.sealing.IncompletePages;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Serves of what a search found only what the bodies bear out. What they deny is withheld. Where the index is to blame
 * that is an incident, reported once a row, and the page says that it is incomplete; where the hit changed after it was
 * found it is left out in silence, as one that was deleted is.
 */
final class HitGuard {
    private final FhirContext context;
    private final IIdHelperService<JpaPid> ids;
    private final Misfits misfits;
    private final IncludeCheck includes;
    private final EverythingCheck everything;
    private final SecondLook secondLook;
    private final LogIncidents incidents;

    HitGuard(
            FhirContext context,
            IIdHelperService<JpaPid> ids,
            Misfits misfits,
            IncludeCheck includes,
            EverythingCheck everything,
            SecondLook secondLook,
            LogIncidents incidents) {
        this.context = context;
        this.ids = ids;
        this.misfits = misfits;
        this.includes = includes;
        this.everything = everything;
        this.secondLook = secondLook;
        this.incidents = incidents;
    }

    /**
     * Takes out of a page what its bodies do not bear out.
     *
     * @param looks for what is included
     * @param page hits and included resources; null where a row was withheld before
     * @param builder loads the bodies that hits refer to
     */
    void keepBorneOut(
            Question question,
            List<IncludeLook> looks,
            List<IBaseResource> page,
            ISearchBuilder<JpaPid> builder,
            @Nullable RequestDetails request) {
        page.removeIf(Objects::isNull);
        List<IBaseResource> included = page.stream().filter(HitGuard::isInclude).toList();
        List<IBaseResource> hits =
                page.stream().filter(each -> !isInclude(each)).toList();
        Bodies bodies = new Bodies(context, ids, builder, request);
        Set<IBaseResource> withheld = Collections.newSetFromMap(new IdentityHashMap<>());
        if (question.everything()) {
            Set<String> asked = EverythingCheck.asked(question);
            for (IBaseResource foreign : everything.foreign(asked, hits, bodies)) {
                withhold(foreign, withheld, () -> secondLook.stillLinked(asked, foreign, bodies.all()));
            }
        } else {
            for (IBaseResource misfit : misfits.of(question, hits, bodies)) {
                withhold(misfit, withheld, () -> secondLook.lies(question, misfit, bodies.all(), request));
            }
        }
        if (!included.isEmpty()) {
            withholdIncluded(looks, hits, included, withheld);
        }
        page.removeIf(withheld::contains);
    }

    private void withholdIncluded(
            List<IncludeLook> looks,
            List<IBaseResource> hits,
            List<IBaseResource> included,
            Set<IBaseResource> withheld) {
        List<IBaseResource> served =
                hits.stream().filter(hit -> !withheld.contains(hit)).toList();
        Set<IBaseResource> borneOut = includes.borneOut(looks, served, included);
        if (borneOut.size() == included.size()) {
            return;
        }
        // What only a withheld hit refers to goes with it, and is no lie of its own.
        Set<IBaseResource> ofWithheld = includes.borneOut(looks, hits, included);
        for (IBaseResource each : included) {
            if (!borneOut.contains(each)) {
                withhold(
                        each,
                        withheld,
                        () -> !ofWithheld.contains(each) && secondLook.stillIncluded(looks, each, hits));
            }
        }
    }

    /**
     * Whether the body of what a match URL found is what the URL asks for.
     *
     * @return what is wrong, or null
     */
    @Nullable
    Misfit misfit(
            Question question, IBaseResource found, ISearchBuilder<JpaPid> builder, @Nullable RequestDetails request) {
        Bodies bodies = new Bodies(context, ids, builder, request);
        if (misfits.of(question, List.of(found), bodies).isEmpty()) {
            return null;
        }
        boolean lie = secondLook.lies(question, found, bodies.all(), request);
        if (lie) {
            report(found);
        }
        return lie ? Misfit.OF_THE_INDEX : Misfit.OF_TIME;
    }

    /** Why a body is not what was asked for. */
    enum Misfit {
        /** The index says something else than the body. */
        OF_THE_INDEX,
        /** The body has changed since it was found. */
        OF_TIME
    }

    private void withhold(IBaseResource resource, Collection<IBaseResource> withheld, BooleanSupplier lie) {
        withheld.add(resource);
        if (lie.getAsBoolean()) {
            report(resource);
            IncompletePages.mark();
        }
    }

    private void report(IBaseResource resource) {
        LinkRows.Row row = secondLook.row(resource);
        incidents.report("search index: a search found row " + (row == null ? "unknown" : row.id()) + " of type "
                + resource.fhirType() + " for what its body does not say");
    }

    private static boolean isInclude(IBaseResource resource) {
        return ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.get(resource) == BundleEntrySearchModeEnum.INCLUDE;
    }
}
