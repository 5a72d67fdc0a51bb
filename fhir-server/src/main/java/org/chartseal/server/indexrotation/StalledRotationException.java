package org.chartseal.server.indexrotation;

/** Why a rotation of the index's key does not get on, in words of ours that carry no patient data. */
final class StalledRotationException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    StalledRotationException(String message) {
        super(message);
    }
}
