package org.chartseal.server.promises;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.chartseal.anchoring.proof.PromiseFile;
import org.chartseal.server.promises.RequestWrites.Write;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** Says in the answer to a batch or transaction which version's {@code w} belongs to which entry. */
final class AnsweredWrites {
    private final List<Write> left;

    private AnsweredWrites(List<Write> writes) {
        this.left = new ArrayList<>(writes);
    }

    /** Adds an extension for each version: to the entry that made it, or to the Bundle's meta if none says so. */
    static void name(List<Write> writes, Bundle answer, @Nullable Bundle request) {
        AnsweredWrites names = new AnsweredWrites(writes);
        answer.getEntry().forEach(names::byLocation);
        if (request != null && request.getEntry().size() == answer.getEntry().size()) {
            for (int i = 0; i < request.getEntry().size(); i++) {
                names.deleted(answer.getEntry().get(i), request.getEntry().get(i), false);
            }
            for (int i = 0; i < request.getEntry().size(); i++) {
                names.deleted(answer.getEntry().get(i), request.getEntry().get(i), true);
            }
        }
        names.left.forEach(write -> add(answer.getMeta(), write));
    }

    private void byLocation(BundleEntryComponent entry) {
        String location = entry.getResponse().getLocation();
        if (location != null) {
            IdType id = new IdType(location);
            claim(
                    entry,
                    write -> write.type().equals(id.getResourceType())
                            && write.id().equals(id.getIdPart())
                            && Long.toString(write.version()).equals(id.getVersionIdPart()));
        }
    }

    private void deleted(BundleEntryComponent answered, BundleEntryComponent asked, boolean conditional) {
        String url = asked.getRequest().getUrl();
        if (asked.getRequest().getMethod() != HTTPVerb.DELETE || url == null || url.contains("?") != conditional) {
            return;
        }
        String what = conditional ? url.substring(0, url.indexOf('?')) : url;
        claim(
                answered,
                write -> write.deletion()
                        && (conditional
                                ? last(what).equals(write.type())
                                : (write.type() + "/" + write.id())
                                        .equals(new IdType(what)
                                                .toUnqualifiedVersionless()
                                                .getValue())));
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void claim(BundleEntryComponent entry, Predicate<Write> its) {
        left.removeIf(write -> {
            boolean found = its.test(write);
            if (found) {
                add(entry.getResponse(), write);
            }
            return found;
        });
    }

    private static void add(Element element, Write write) {
        element.addExtension(
                PromiseFile.EXTENSION, new StringType(HexFormat.of().formatHex(write.w())));
    }
}
