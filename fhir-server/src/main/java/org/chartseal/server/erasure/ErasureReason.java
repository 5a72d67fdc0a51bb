package org.chartseal.server.erasure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a patient's records go, as it stands in the log for good. A list, not free text: words could name somebody. */
public enum ErasureReason {
    /** The person asked for it (GDPR 17). */
    SUBJECT_REQUEST,
    /** A court or an authority ordered it. */
    LEGAL_ORDER,
    /** The time for which they had to be kept is over. */
    RETENTION_ENDED,
    /** They should never have been stored. */
    ENTERED_IN_ERROR;

    /** As it is written, for example {@code subject-request}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason of a code, empty if there is none. */
    public static Optional<ErasureReason> of(String code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    /** All codes. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(ErasureReason::code).toList();
    }
}
