package org.chartseal.server.keys;

import java.net.URI;

/** Where a token may be sent. */
final class ProviderAddress {
    private ProviderAddress() {}

    /** Whether what is sent there is read by nobody on the way: https, or http that does not leave this machine. */
    static boolean isPrivate(URI address) {
        return "https".equalsIgnoreCase(address.getScheme()) || isLoopback(address);
    }

    /** By its text: a name that is looked up may be somebody else's tomorrow. */
    private static boolean isLoopback(URI address) {
        String host = address.getHost();
        return "http".equalsIgnoreCase(address.getScheme())
                && host != null
                && host.matches("localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1\\]");
    }
}
