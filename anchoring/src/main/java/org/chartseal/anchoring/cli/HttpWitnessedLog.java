package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.log.CheckpointFormatException;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TilePath;
import org.chartseal.anchoring.witness.AttestationRequest;
import org.chartseal.anchoring.witness.WitnessedLog;

/** The log of a ChartSeal server over HTTP, as its witness reaches it. */
final class HttpWitnessedLog implements WitnessedLog {
    private static final String ATTESTATION = "/log/attestation";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final URI attestation;
    private final Http http;
    private final HttpLogServer server;

    HttpWitnessedLog(URI server, Http http) {
        String text = server.toString();
        this.attestation = URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + ATTESTATION);
        this.http = http;
        this.server = new HttpLogServer(server, http);
    }

    @Override
    public SignedCheckpoint checkpoint() throws IOException {
        return server.checkpoint();
    }

    @Override
    public ConsistencyProof consistency(long from, long to) throws IOException {
        return server.consistency(from, to);
    }

    @Override
    public byte[] entries(TilePath bundle) throws IOException {
        return server.tile(bundle);
    }

    @Override
    public Optional<AttestationRequest> wanted() throws IOException {
        HttpResponse<InputStream> response = http.get(attestation, "application/json");
        byte[] body = Http.body(response);
        if (response.statusCode() == NO_CONTENT) {
            return Optional.empty();
        }
        if (response.statusCode() != OK) {
            throw new IOException("expected status 200 or 204 for " + ATTESTATION + ", found " + response.statusCode());
        }
        try {
            JsonObject json = JsonReader.readObject(body);
            String note = json.text("checkpoint");
            return Optional.of(new AttestationRequest(
                    number(json, "chainId"),
                    text(json, "contract"),
                    text(json, "logId"),
                    number(json, "epoch"),
                    number(json, "treeSize"),
                    text(json, "root"),
                    note == null ? null : SignedCheckpoint.parse(note)));
        } catch (CanonicalizationException | CheckpointFormatException e) {
            throw new IOException("its request: " + e.getMessage(), e);
        }
    }

    @Override
    public void attest(AttestationRequest request, MemberSignature signature, Optional<NoteSignature> cosignature)
            throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("member", signature.member());
        json.put("epoch", Long.toString(request.epoch()));
        json.put("treeSize", Long.toString(request.treeSize()));
        json.put("signature", HexFormat.of().formatHex(signature.signature()));
        cosignature.ifPresent(line -> json.put("cosignature", line.line()));
        HttpResponse<InputStream> response = http.post(attestation, JsonText.of(json));
        String said = new String(Http.body(response), java.nio.charset.StandardCharsets.UTF_8).strip();
        if (response.statusCode() != NO_CONTENT) {
            throw new IOException("expected the signature to be taken, found status " + response.statusCode() + " "
                    + Report.clean(said));
        }
    }

    private static long number(JsonObject json, String name) throws IOException {
        String text = text(json, name);
        if (!text.matches("0|[1-9][0-9]{0,17}")) {
            throw new IOException("its request: expected a decimal number in " + name);
        }
        return Long.parseLong(text);
    }

    private static String text(JsonObject json, String name) throws IOException {
        String text = json.text(name);
        if (text == null) {
            throw new IOException("its request: expected a string in " + name);
        }
        return text;
    }
}
