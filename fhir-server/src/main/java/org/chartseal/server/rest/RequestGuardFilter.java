package org.chartseal.server.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads each FHIR request whole, within a limit, and refuses what no parser should see, before any parser does. */
final class RequestGuardFilter extends OncePerRequestFilter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int limit;

    /** @param limit largest body in bytes, inflated */
    RequestGuardFilter(int limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest guarded;
        try {
            BodyGuard.text(request.getQueryString());
            byte[] body = read(request);
            BodyGuard.check(body, request.getContentType());
            guarded = body.length == 0 ? request : new BufferedRequest(request, body);
        } catch (RefusedRequestException refused) {
            answer(response, refused);
            return;
        }
        chain.doFilter(guarded, response);
    }

    private byte[] read(HttpServletRequest request) throws IOException, RefusedRequestException {
        if (request.getContentLengthLong() > limit) {
            throw tooLarge();
        }
        String encoding = request.getHeader("Content-Encoding");
        InputStream in = request.getInputStream();
        if (encoding != null && encoding.toLowerCase(Locale.ROOT).equals("gzip")) {
            try {
                in = new GZIPInputStream(in);
            } catch (IOException notGzip) {
                throw new RefusedRequestException(400, "structure", "Expected a body in gzip, found something else");
            }
        } else if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedRequestException(
                    415, "not-supported", "Expected Content-Encoding gzip or identity, found another");
        }
        byte[] body = in.readNBytes(limit + 1);
        if (body.length > limit) {
            throw tooLarge();
        }
        return body;
    }

    private RefusedRequestException tooLarge() {
        return new RefusedRequestException(
                413, "too-long", "Expected a body of at most " + limit + " bytes, found a larger one");
    }

    private static void answer(HttpServletResponse response, RefusedRequestException refused) throws IOException {
        ObjectNode outcome = JSON.createObjectNode().put("resourceType", "OperationOutcome");
        outcome.putArray("issue")
                .addObject()
                .put("severity", "error")
                .put("code", refused.issueCode())
                .put("diagnostics", refused.getMessage());
        response.setStatus(refused.status());
        response.setContentType("application/fhir+json;charset=UTF-8");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JSON.writeValue(bytes, outcome);
        response.getOutputStream().write(bytes.toByteArray());
    }
}
