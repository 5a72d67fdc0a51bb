package org.chartseal.consent.engine;

import java.util.Set;

/** When a provision's security labels cover a resource's: a permit reaches down the order, a deny up. */
final class LabelMatch {
    private LabelMatch() {}

    static boolean covers(Set<Label> criterion, Set<Label> resource, Effect as) {
        return as == Effect.PERMIT ? permits(criterion, resource) : denies(criterion, resource);
    }

    /** A permit on R covers R and lower, and must name every sensitivity on the resource or none be there. */
    private static boolean permits(Set<Label> criterion, Set<Label> resource) {
        Confidentiality level = Confidentiality.of(resource);
        boolean confidentialityNamed = criterion.stream().anyMatch(Label::isConfidentiality);
        boolean levelCovered = criterion.stream()
                .flatMap(label -> Confidentiality.of(label).stream())
                .anyMatch(permitted -> level.compareTo(permitted) <= 0);
        boolean sensitivityNamed = criterion.stream().anyMatch(label -> !label.isConfidentiality());
        boolean everySensitivity =
                resource.stream().filter(label -> !label.isConfidentiality()).allMatch(criterion::contains);
        if (sensitivityNamed) {
            boolean any = resource.stream().anyMatch(label -> !label.isConfidentiality());
            return any ? everySensitivity && (!confidentialityNamed || levelCovered) : levelCovered;
        }
        return levelCovered;
    }

    /** A deny on R covers R and higher; a deny on a sensitivity covers whatever carries it. */
    private static boolean denies(Set<Label> criterion, Set<Label> resource) {
        Confidentiality level = Confidentiality.of(resource);
        return criterion.stream().anyMatch(label -> Confidentiality.of(label)
                .map(denied -> level.compareTo(denied) >= 0)
                .orElseGet(() -> resource.contains(label)));
    }
}
