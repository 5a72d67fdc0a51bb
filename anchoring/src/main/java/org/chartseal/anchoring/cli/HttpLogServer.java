package org.chartseal.anchoring.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TilePath;
import org.chartseal.anchoring.proof.ConsistencyText;
import org.chartseal.anchoring.proof.LogServer;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.chartseal.anchoring.proof.ProofFormatException;

/** A ChartSeal server over HTTP. */
final class HttpLogServer implements LogServer {
    private final String base;
    private final Http http;

    HttpLogServer(URI server, Http http) {
        String text = server.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.http = http;
    }

    @Override
    public SignedCheckpoint checkpoint() throws IOException {
        try {
            return SignedCheckpoint.parse(new String(get("/log/checkpoint", "text/plain"), UTF_8));
        } catch (CheckpointFormatException e) {
            throw new IOException("its checkpoint: " + e.getMessage(), e);
        }
    }

    @Override
    public ConsistencyProof consistency(long from, long to) throws IOException {
        try {
            return ConsistencyText.parse(get("/log/consistency?from=" + from + "&to=" + to, "application/json"));
        } catch (ProofFormatException e) {
            throw new IOException("its consistency proof: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<byte[]> resource(String type, String id, String versionId) throws IOException {
        String path = "/fhir/" + Http.encode(type) + "/" + Http.encode(id) + "/_history/" + Http.encode(versionId);
        HttpResponse<InputStream> response = http.get(URI.create(base + path), "application/fhir+json");
        byte[] body = Http.body(response);
        return switch (response.statusCode()) {
            case 200 -> Optional.of(body);
            case 404, 410 -> Optional.empty();
            default -> throw new IOException("expected status 200 for " + path + ", found " + response.statusCode());
        };
    }

    @Override
    public Optional<OpenedLeaf> leaf(long index) throws IOException {
        try {
            return leaves(index, 1).stream()
                    .map(OpenedLeaf::parse)
                    .filter(leaf -> leaf.index() == index)
                    .findFirst();
        } catch (ProofFormatException e) {
            throw new IOException("its leaf " + index + ": " + e.getMessage(), e);
        }
    }

    /** Leaves from an index on, a line each, at most {@code count}; fewer if the server sends fewer. */
    List<String> leaves(long from, int count) throws IOException {
        HttpResponse<InputStream> response =
                http.get(URI.create(base + "/log/leaves?from=" + from + "&count=" + count), "application/x-ndjson");
        expect200(response, "/log/leaves");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            return lines.lines().filter(line -> !line.isEmpty()).toList();
        } catch (UncheckedIOException e) {
            throw new IOException("its leaves from " + from + ": " + e.getMessage(), e);
        }
    }

    /** The hashes of one of its tiles, concatenated. */
    byte[] tile(TilePath path) throws IOException {
        return get("/log/tile/" + path.text(), "application/octet-stream");
    }

    private byte[] get(String path, String accept) throws IOException {
        HttpResponse<InputStream> response = http.get(URI.create(base + path), accept);
        expect200(response, path);
        return Http.body(response);
    }

    private static void expect200(HttpResponse<InputStream> response, String path) throws IOException {
        if (response.statusCode() != 200) {
            Http.body(response);
            throw new IOException("expected status 200 for " + path + ", found " + response.statusCode());
        }
    }
}
