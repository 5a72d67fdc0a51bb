package org.chartseal.anchoring.chain;

import java.io.IOException;

/** Too few members have signed a checkpoint by now. The message says how many are asked for and which are missing. */
public final class NotEndorsedException extends IOException {
    private static final long serialVersionUID = 1L;

    public NotEndorsedException(String message) {
        super(message);
    }
}
