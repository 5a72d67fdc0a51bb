package org.chartseal.anchoring.cli;

import java.net.URI;
import java.nio.file.Path;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;

/** An OAuth 2.0 client of the server, from a file of the officer's. Prints no secret. */
record Credentials(URI tokenUrl, String clientId, String clientSecret, String scope) {
    static Credentials read(Path file) {
        try {
            JsonObject json = JsonReader.readObject(InputFiles.bytes(file));
            return new Credentials(
                    InputFiles.address(text(file, json, "tokenUrl")),
                    text(file, json, "clientId"),
                    text(file, json, "clientSecret"),
                    text(file, json, "scope"));
        } catch (CanonicalizationException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private static String text(Path file, JsonObject json, String name) {
        String text = json.text(name);
        if (text == null) {
            throw new UsageException(file + ": expected a string \"" + name + "\"");
        }
        return text;
    }

    @Override
    public String toString() {
        return "client " + clientId + " at " + tokenUrl;
    }
}
