package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Sends each request to the endpoint that answered last, and to the next ones where it cannot be reached or is out of
 * order: one round over all of them. An endpoint that answers, be it with an error of JSON-RPC, is not passed over.
 */
final class Failover implements Interceptor {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final List<HttpUrl> endpoints;
    private final AtomicInteger current = new AtomicInteger();

    Failover(List<HttpUrl> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    /** Index of the endpoint that answered last. */
    int current() {
        return current.get();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        int first = current.get();
        IOException failure = new IOException("expected an endpoint, found none");
        for (int i = 0; i < endpoints.size(); i++) {
            int at = (first + i) % endpoints.size();
            try {
                Response response = chain.proceed(
                        chain.request().newBuilder().url(endpoints.get(at)).build());
                if (response.code() < SERVER_ERROR && response.code() != TOO_MANY_REQUESTS) {
                    current.set(at);
                    return response;
                }
                failure = new IOException("endpoint " + (at + 1) + " of " + endpoints.size()
                        + ": expected an answer, found" + " status " + response.code());
                response.close();
            } catch (IOException unreachable) {
                failure = new IOException(
                        "endpoint " + (at + 1) + " of " + endpoints.size() + ": " + unreachable.getMessage(),
                        unreachable);
            }
        }
        throw failure;
    }
}
