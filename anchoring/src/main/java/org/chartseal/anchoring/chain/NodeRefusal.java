package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.Locale;
import org.web3j.protocol.core.Response;

/** A node answered with a JSON-RPC error. */
public final class NodeRefusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String data;

    NodeRefusal(String method, Response.Error error) {
        super(method + ": node answered " + error.getCode() + " " + error.getMessage()
                + ContractError.describe(strip(error.getData())));
        this.code = error.getCode();
        this.data = strip(error.getData());
    }

    /** JSON-RPC error code. */
    public int code() {
        return code;
    }

    /** Revert data as 0x and hex, empty if there is none. */
    public String data() {
        return data;
    }

    /** Whether the contract itself refused. */
    boolean isRevert() {
        return code == 3 || !data.isEmpty();
    }

    boolean isAlreadyKnown() {
        return says("already known", "already imported", "known transaction", "already exists");
    }

    boolean isNonceTooLow() {
        return says("nonce too low", "nonce is too low", "nonce below current", "nonce_too_low");
    }

    /** The fee is too low to be taken into the pool, to replace what is there, or for the next block. */
    boolean isFeeTooLow() {
        return says(
                "underpriced",
                "less than block base fee",
                "fee too low",
                "below current base fee",
                "gas price too low",
                "gas price below",
                "fee cap less");
    }

    private boolean says(String... phrases) {
        String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
        for (String phrase : phrases) {
            if (message.contains(phrase)) {
                return true;
            }
        }
        return false;
    }

    private static String strip(@org.jspecify.annotations.Nullable String data) {
        if (data == null) {
            return "";
        }
        String bare = data.replace("\"", "");
        return bare.startsWith("0x") && bare.length() > 2 ? bare : "";
    }
}
