package org.chartseal.anchoring.devchain;

/** A transaction that no block may hold; the message says why in geth's words where geth has some. */
public final class InvalidTransaction extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidTransaction(String message) {
        super(message);
    }
}
