package org.chartseal.server.hits;

import ca.uhn.fhir.model.api.IQueryParameterType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chartseal.consent.fhir.ResourceReader;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Finds in the answer to {@code $everything} what is not part of it. A resource is part of it if it is nobody's data, is
 * about whom it was asked for or refers there, or if a resource that is part of it refers to it: one on the page, or one
 * that link rows point out and whose body says so.
 */
final class EverythingCheck {
    /** Resources on other pages that a reference may lead over. */
    private static final int FARTHEST = 3;

    private final ResourceReader subjects;
    private final References references;
    private final LinkRows rows;

    EverythingCheck(ResourceReader subjects, References references, LinkRows rows) {
        this.subjects = subjects;
        this.references = references;
        this.rows = rows;
    }

    /** The names that were asked for; none if it was everything of everybody. */
    static Set<String> asked(Question question) {
        Set<String> names = new HashSet<>();
        List<List<IQueryParameterType>> allOf = question.asked().get(IAnyResource.SP_RES_ID);
        if (allOf != null) {
            allOf.forEach(anyOf -> anyOf.forEach(id -> {
                String value = id.getValueAsQueryToken();
                names.add(question.type() + "/" + value.substring(value.lastIndexOf('/') + 1));
            }));
        }
        return names;
    }

    /** What is not part of the answer, by identity. */
    Set<IBaseResource> foreign(Set<String> asked, Collection<IBaseResource> page, Bodies bodies) {
        Set<IBaseResource> foreign = Collections.newSetFromMap(new IdentityHashMap<>());
        if (asked.isEmpty()) {
            return foreign;
        }
        List<IBaseResource> others = new ArrayList<>();
        List<IBaseResource> part = new ArrayList<>();
        for (IBaseResource each : page) {
            Set<String> patients = subjects.read(each).patients();
            if (!patients.isEmpty() && !isOf(each, patients, asked)) {
                foreign.add(each);
            }
            (foreign.contains(each) || patients.isEmpty() ? others : part).add(each);
        }
        page.forEach(bodies::add);
        while (!foreign.isEmpty() && !part.isEmpty()) {
            Set<String> referredTo = referredTo(part);
            part = others.stream()
                    .filter(each -> referredTo.contains(References.name(each)))
                    .toList();
            others.removeAll(part);
            part.forEach(foreign::remove);
        }
        if (!foreign.isEmpty()) {
            Set<String> reached = reached(names(foreign), asked, bodies, FARTHEST);
            foreign.removeIf(each -> reached.contains(References.name(each)));
        }
        return foreign;
    }

    private boolean isOf(IBaseResource body, Set<String> patients, Set<String> asked) {
        return asked.contains(References.name(body))
                || patients.stream().anyMatch(asked::contains)
                || references.all(body).stream().map(References::name).anyMatch(asked::contains);
    }

    private Set<String> reached(Set<String> targets, Set<String> asked, Bodies bodies, int steps) {
        List<IBaseResource> sources = bodies.of(rows.sources(targets, asked));
        List<IBaseResource> part = sources.stream()
                .filter(each -> isOf(each, subjects.read(each).patients(), asked))
                .toList();
        Set<String> reached = referredTo(part);
        reached.retainAll(targets);
        if (reached.size() < targets.size() && steps > 1) {
            List<IBaseResource> between = new ArrayList<>(sources);
            between.removeAll(part);
            if (!between.isEmpty()) {
                Set<String> farther = reached(names(between), asked, bodies, steps - 1);
                between.removeIf(each -> !farther.contains(References.name(each)));
                referredTo(between).stream().filter(targets::contains).forEach(reached::add);
            }
        }
        return reached;
    }

    private Set<String> referredTo(Collection<IBaseResource> bodies) {
        return bodies.stream()
                .flatMap(body -> references.all(body).stream())
                .map(References::name)
                .collect(Collectors.toSet());
    }

    private static Set<String> names(Collection<IBaseResource> bodies) {
        return bodies.stream().map(References::name).collect(Collectors.toSet());
    }
}
