package org.chartseal.anchoring.devchain.evm;

/**
 * How a frame ended.
 *
 * @param status success, REVERT or an exceptional halt
 * @param gasLeft gas that was not used; zero after a halt
 * @param output return data, revert data, or nothing after a halt
 * @param error empty on success, else the reason in geth's words
 */
public record ExecutionResult(Status status, long gasLeft, byte[] output, String error) {
    /** The three ways to end. */
    public enum Status {
        SUCCESS,
        REVERT,
        HALT
    }

    static ExecutionResult success(long gasLeft, byte[] output) {
        return new ExecutionResult(Status.SUCCESS, gasLeft, output, "");
    }

    static ExecutionResult revert(long gasLeft, byte[] output) {
        return new ExecutionResult(Status.REVERT, gasLeft, output, "execution reverted");
    }

    static ExecutionResult halt(Halt.Reason reason) {
        return new ExecutionResult(Status.HALT, 0, new byte[0], reason.text());
    }

    public boolean isSuccess() {
        return status == Status.SUCCESS;
    }
}
