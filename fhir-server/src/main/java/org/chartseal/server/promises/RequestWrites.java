package org.chartseal.server.promises;

import java.util.ArrayList;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The versions that this thread's request has committed. Outside of requests nothing is kept. */
public final class RequestWrites {
    private static final String KEY = RequestWrites.class.getName();

    private final List<Write> committed = new ArrayList<>();

    private RequestWrites() {}

    /**
     * A version.
     *
     * @param type resource type
     * @param id resource id
     * @param version version number
     * @param deletion whether it is one
     * @param w the commitment of its leaf, 32 bytes
     */
    public record Write(String type, String id, long version, boolean deletion, byte[] w) {}

    /** Notes what the current transaction makes, once it commits. */
    public static void note(List<Write> writes) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null || writes.isEmpty()) {
            return;
        }
        RequestWrites known = of(request);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                synchronized (known) {
                    known.committed.addAll(writes);
                }
            }
        });
    }

    /** Takes what was committed so far. */
    static List<Write> take() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return List.of();
        }
        RequestWrites known = of(request);
        synchronized (known) {
            List<Write> taken = List.copyOf(known.committed);
            known.committed.clear();
            return taken;
        }
    }

    private static RequestWrites of(RequestAttributes request) {
        if (request.getAttribute(KEY, RequestAttributes.SCOPE_REQUEST) instanceof RequestWrites known) {
            return known;
        }
        RequestWrites first = new RequestWrites();
        request.setAttribute(KEY, first, RequestAttributes.SCOPE_REQUEST);
        return first;
    }
}
