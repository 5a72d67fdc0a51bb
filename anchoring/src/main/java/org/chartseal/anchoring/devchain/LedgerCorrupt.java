package org.chartseal.anchoring.devchain;

import java.io.IOException;

/** The ledger's file is not what the ledger wrote: it was damaged, changed or cut. */
public final class LedgerCorrupt extends IOException {
    private static final long serialVersionUID = 1L;

    LedgerCorrupt(String message) {
        super(message);
    }

    LedgerCorrupt(String message, Throwable cause) {
        super(message, cause);
    }
}
