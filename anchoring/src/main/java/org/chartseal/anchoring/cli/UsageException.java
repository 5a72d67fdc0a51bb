package org.chartseal.anchoring.cli;

/** Something the user must put right: a missing file, a malformed one, an address. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
