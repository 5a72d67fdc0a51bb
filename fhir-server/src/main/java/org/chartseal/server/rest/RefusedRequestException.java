package org.chartseal.server.rest;

/** A request that is refused before HAPI parses it. */
final class RefusedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String issueCode;

    /**
     * @param status HTTP status, 4xx
     * @param issueCode FHIR issue type
     * @param diagnostics what was expected and found, without data
     */
    RefusedRequestException(int status, String issueCode, String diagnostics) {
        super(diagnostics);
        this.status = status;
        this.issueCode = issueCode;
    }

    int status() {
        return status;
    }

    String issueCode() {
        return issueCode;
    }
}
