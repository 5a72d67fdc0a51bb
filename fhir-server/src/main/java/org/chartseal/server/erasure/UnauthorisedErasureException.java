package org.chartseal.server.erasure;

/** The signed log does not authorise what an erasure's row says: no key may be destroyed for it. */
final class UnauthorisedErasureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnauthorisedErasureException() {
        super("The signed log has no tombstone that authorises the erasure: it is stopped");
    }
}
