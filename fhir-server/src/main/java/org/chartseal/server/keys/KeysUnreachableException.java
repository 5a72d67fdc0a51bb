package org.chartseal.server.keys;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * The key store, or the provider when keys have to be opened anew, cannot be asked now. Says nothing of any key: whoever
 * meets it gives up all he was about to do, and tries again later. Answered with 503.
 */
@ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
public final class KeysUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was asked, without any key material
     * @param cause why it failed
     */
    public KeysUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
