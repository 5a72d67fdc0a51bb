package org.chartseal.anchoring.devchain;

import org.jspecify.annotations.Nullable;

/** A JSON-RPC error with the codes and words of geth. */
final class RpcFailure extends Exception {
    private static final long serialVersionUID = 1L;

    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int SERVER = -32000;
    static final int REVERTED = 3;

    private final int code;
    private final @Nullable String data;

    RpcFailure(int code, String message) {
        this(code, message, null);
    }

    /**
     * @param data revert data as hex, null for none
     */
    RpcFailure(int code, String message, @Nullable String data) {
        super(message);
        this.code = code;
        this.data = data;
    }

    int code() {
        return code;
    }

    @Nullable
    String data() {
        return data;
    }
}
