package org.chartseal.anchoring.chain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Institutions that witness a log in tests. */
final class Hospitals {
    private Hospitals() {}

    /** So many signers, by ascending address as the rules have them. */
    static List<LocalSigner> signers(int count) {
        return signers(count, 100);
    }

    static List<LocalSigner> signers(int count, int firstKey) {
        return IntStream.range(firstKey, firstKey + count)
                .mapToObj(number -> LocalSigner.of(TestKeys.key(number)))
                .sorted(Comparator.comparing(LocalSigner::address))
                .toList();
    }

    static List<String> addresses(List<LocalSigner> signers) {
        return signers.stream().map(LocalSigner::address).toList();
    }
}
