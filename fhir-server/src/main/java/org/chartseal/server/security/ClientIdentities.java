package org.chartseal.server.security;

import java.util.List;

/** Source of the clients this server knows. */
public interface ClientIdentities {
    /** All of them; the list does not change while the server runs. */
    List<ClientIdentity> all();
}
