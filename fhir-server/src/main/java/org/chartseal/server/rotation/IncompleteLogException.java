package org.chartseal.server.rotation;

/** Rows are missing that the signed log says there are: whoever has them may want to put them back once their key is gone. */
final class IncompleteLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompleteLogException() {
        super("Rows are missing that the log says there are: no key is destroyed before they are back. Run an audit");
    }
}
