package org.chartseal.server.security;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Clients from a JSON file: an array of {@code {"clientId", "secretHash", "role", "fhirUser", "scopes"}}. Secrets stand
 * there hashed only.
 */
public final class ClientsFile implements ClientIdentities {
    private final List<ClientIdentity> clients;

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is not as described, or a secret is not hashed
     */
    public ClientsFile(Path file) throws IOException {
        Entry[] entries = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(Files.readAllBytes(file), Entry[].class);
        this.clients = Arrays.stream(entries).map(Entry::identity).toList();
        if (clients.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one client in the clients file, found none");
        }
    }

    @Override
    public List<ClientIdentity> all() {
        return clients;
    }

    private record Entry(
            String clientId, String secretHash, String role, @Nullable String fhirUser, Set<String> scopes) {
        ClientIdentity identity() {
            if (!secretHash.startsWith("{bcrypt}") && !secretHash.startsWith("{argon2}")) {
                throw new IllegalArgumentException(
                        "Expected secretHash to begin with {bcrypt} or {argon2} for the client " + clientId);
            }
            return new ClientIdentity(clientId, secretHash, Role.of(role), fhirUser, Set.copyOf(scopes));
        }
    }
}
