package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.server.campaign.FhirClient.Answer;

/**
 * The same resources on two servers, which give them different ids. A resource is known by its name here, the place
 * where it was loaded from; queries carry names in braces, and answers are compared by name.
 */
final class SearchData {
    private final List<Side> sides;
    private final Map<String, List<String>> names = new TreeMap<>();
    private final Map<String, JsonNode> resources = new LinkedHashMap<>();
    private final Map<String, String> nameOfUrn = new HashMap<>();

    /** One server, and what it calls each resource. */
    static final class Side {
        final String title;
        final FhirClient client;
        final Map<String, String> idOfName = new HashMap<>();
        final Map<String, String> nameOfId = new HashMap<>();

        Side(String title, FhirClient client) {
            this.title = title;
            this.client = client;
        }

        /** The name behind an id, or the id itself where no name is known. */
        String name(String type, String id) {
            return nameOfId.getOrDefault(type + "/" + id, "?" + type);
        }

        /** A query in this server's ids. */
        String translate(String query) {
            StringBuilder out = new StringBuilder();
            int at = 0;
            for (int open = query.indexOf('{'); open >= 0; open = query.indexOf('{', at)) {
                int close = query.indexOf('}', open);
                String name = query.substring(open + 1, close);
                out.append(query, at, open).append(idOfName.getOrDefault(name, name));
                at = close + 1;
            }
            return out.append(query.substring(at)).toString();
        }
    }

    SearchData(List<Side> sides) {
        this.sides = sides;
    }

    List<Side> sides() {
        return sides;
    }

    /** Loads a transaction on every side, in turn, so that rows are made in the same order. */
    void load(String source, JsonNode bundle) throws IOException, InterruptedException {
        for (Side side : sides) {
            Answer answer = side.client.send("POST", "/fhir", Fingerprint.JSON.writeValueAsBytes(bundle));
            if (answer.status() != 200) {
                throw new IOException(
                        "Expected " + source + " to load on " + side.title + ", found " + answer.excerpt());
            }
            learn(source, bundle, answer.json(), side);
        }
    }

    private void learn(String source, JsonNode bundle, JsonNode response, Side side) {
        for (int i = 0; i < bundle.path("entry").size(); i++) {
            JsonNode entry = bundle.path("entry").path(i);
            JsonNode resource = entry.path("resource");
            String type = resource.path("resourceType").asText();
            String name = source + "#" + i;
            String[] location = response.path("entry")
                    .path(i)
                    .path("response")
                    .path("location")
                    .asText()
                    .split("/", -1);
            if (location.length < 2
                    || !response.path("entry")
                            .path(i)
                            .path("response")
                            .path("status")
                            .asText()
                            .startsWith("201")) {
                continue;
            }
            String id = location[location.length - (location[location.length - 2].equals("_history") ? 3 : 1)];
            side.idOfName.put(name, id);
            side.nameOfId.put(type + "/" + id, name);
            if (resources.put(name, resource) == null) {
                names.computeIfAbsent(type, key -> new ArrayList<>()).add(name);
                nameOfUrn.put(entry.path("fullUrl").asText(), name);
            }
        }
    }

    List<String> names(String type) {
        return names.getOrDefault(type, List.of());
    }

    JsonNode resource(String name) {
        return resources.getOrDefault(name, Fingerprint.JSON.createObjectNode());
    }

    /** The name of what a reference in a loaded bundle means, or an empty string. */
    String referred(String reference) {
        return nameOfUrn.getOrDefault(reference, "");
    }

    int size() {
        return resources.size();
    }
}
