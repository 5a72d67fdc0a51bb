package org.chartseal.server.erasure;

/** Another's record is sealed to the keys that were to be destroyed: nothing may be, until somebody has looked. */
final class ForeignRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ForeignRecordException() {
        super("A record that is not the patient's is sealed to the patient's key: the erasure is stopped");
    }
}
