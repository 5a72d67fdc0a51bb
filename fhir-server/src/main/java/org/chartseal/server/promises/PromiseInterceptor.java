package org.chartseal.server.promises;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.ResponseDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.promise.PromiseHeader;
import org.chartseal.anchoring.promise.SignedPromise;
import org.chartseal.anchoring.promise.WritePromise;
import org.chartseal.anchoring.proof.PromiseFile;
import org.chartseal.server.promises.RequestWrites.Write;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.StringType;

/**
 * Promises, in the answer to each request that made versions, that all of them have their leaves by a deadline: one
 * signature a request, made after they committed. A server that never logs a write has signed the evidence against itself.
 */
@Interceptor
public final class PromiseInterceptor {
    /** The {@code w} of so many versions fit in a header that every proxy lets pass, where the body cannot name them. */
    static final int MOST_IN_HEADER = 8;

    private static final int LAST = 10_000;

    private final CheckpointSigner signer;
    private final PromiseProperties properties;
    private final Clock clock;

    PromiseInterceptor(CheckpointSigner signer, PromiseProperties properties, Clock clock) {
        this.signer = signer;
        this.properties = properties;
        this.clock = clock;
    }

    /** Adds the header, and names the versions in a body that has room for them. */
    @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = LAST)
    public void outgoing(RequestDetails request, ResponseDetails response, HttpServletResponse http) {
        List<Write> writes = RequestWrites.take();
        if (writes.isEmpty() || writes.size() > WritePromise.MOST) {
            return;
        }
        List<byte[]> commitments = writes.stream().map(Write::w).toList();
        SignedPromise promise = WritePromise.of(
                        signer.verifier().name(),
                        clock.millis() + properties.within().toMillis(),
                        commitments)
                .sign(signer);
        boolean named = name(writes, response.getResponseResource(), request.getResource());
        List<byte[]> shown = named || writes.size() > MOST_IN_HEADER
                ? List.of()
                : commitments.stream().sorted(Arrays::compareUnsigned).toList();
        http.setHeader(PromiseHeader.NAME, new PromiseHeader(promise, shown).value());
    }

    private static boolean name(List<Write> writes, IBaseResource answer, IBaseResource asked) {
        if (answer instanceof Bundle bundle) {
            AnsweredWrites.name(writes, bundle, asked instanceof Bundle request ? request : null);
            return true;
        }
        if (answer instanceof OperationOutcome outcome && writes.size() > MOST_IN_HEADER) {
            writes.forEach(write -> name(write, outcome));
            return true;
        }
        return false;
    }

    private static void name(Write write, DomainResource resource) {
        resource.addExtension(
                PromiseFile.EXTENSION, new StringType(HexFormat.of().formatHex(write.w())));
    }
}
