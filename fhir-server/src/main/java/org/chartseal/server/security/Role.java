package org.chartseal.server.security;

import java.util.Arrays;
import java.util.Locale;

/** What an identity is to the hospital. A role narrows what its scopes say, and never widens it. */
public enum Role {
    /** A backend system, under an administrator's policy. */
    SYSTEM,
    /** A clinician. */
    CLINICIAN,
    /** The privacy officer: records consent, reads the log. */
    PRIVACY_OFFICER,
    /** Another institution that signs checkpoints: sees no resource. */
    WITNESS;

    /** The role as it stands in tokens and files, for example {@code privacy-officer}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if there is no such role */
    public static Role of(String code) {
        return Arrays.stream(values())
                .filter(role -> role.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a role among "
                        + Arrays.stream(values()).map(Role::code).toList() + ", found another"));
    }
}
