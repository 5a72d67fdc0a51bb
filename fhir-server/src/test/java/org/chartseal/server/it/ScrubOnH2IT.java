package org.chartseal.server.it;

import java.util.HashMap;
import java.util.Map;

final class ScrubOnH2IT extends ScrubContract {
    /** With a corpus: a round of small pieces would take most of its time between them. */
    private static final Map<String, String> SETTINGS = new HashMap<>(QUICK);

    static {
        SETTINGS.put("chartseal.scrub.chunk", "150");
    }

    @Override
    TestServer server() {
        return TestServer.shared("scrubbed", SETTINGS);
    }

    @Override
    boolean withCorpus() {
        return true;
    }
}
