package org.chartseal.server.logging;

import java.util.List;

/** Whose words may quote what the server stores: libraries that handle requests, resources or SQL. */
final class Reticence {
    private static final List<String> TALKATIVE = List.of(
            "ca.uhn.",
            "org.hl7.",
            "org.hibernate.",
            "org.h2.",
            "org.postgresql.",
            "java.sql.",
            "jakarta.persistence.",
            "jakarta.servlet.",
            "com.fasterxml.jackson.",
            "com.google.gson.",
            "org.apache.catalina.",
            "org.apache.coyote.",
            "org.apache.tomcat.",
            "org.springframework.dao.",
            "org.springframework.http.",
            "org.springframework.jdbc.",
            "org.springframework.orm.",
            "org.springframework.security.",
            "org.springframework.transaction.",
            "org.springframework.web.");

    private Reticence() {}

    /** @param name of a logger or an exception class */
    static boolean mayQuote(String name) {
        return TALKATIVE.stream().anyMatch(name::startsWith);
    }
}
