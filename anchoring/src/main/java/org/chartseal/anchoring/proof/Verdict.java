package org.chartseal.anchoring.proof;

/** What a verifier concludes, in order of precedence: of several findings the first named here counts. */
public enum Verdict {
    /** An authenticated leaf contradicts what is shown for it. */
    TAMPERED(10),
    /** A leaf is there and is not opened, without authorisation. */
    WITHHELD(11),
    /** A leaf is not opened, and an authorised erasure says so. */
    ERASED(12),
    /** A leaf or copy that this verifier cannot judge: a summary, an unknown format. */
    NOT_VERIFIABLE(13),
    /** Not authenticated, or the evidence the trust file asks for is missing. */
    INCONCLUSIVE(14),
    /** In the log, not yet anchored. */
    PENDING(15),
    /** Everything the trust file asks for holds. */
    VERIFIED(0);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The command's exit code. */
    public int exitCode() {
        return exitCode;
    }
}
