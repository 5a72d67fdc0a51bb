package org.chartseal.server.campaign;

import java.util.List;

/**
 * One kind of tampering.
 *
 * @param name what is done
 * @param edit does it
 */
record Tampering(String name, Edit edit) {
    /** Does it to victims that nobody else touches. */
    interface Edit {
        /** Returns what must be said of it. */
        List<Sought> run() throws Exception;
    }
}
