package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The leaves of a server from one on, a line each, a page at a time; ends where the server sends an empty page. */
final class LeafPages implements Iterator<String> {
    private static final int PAGE = 1000;

    private final HttpLogServer server;
    private final long size;
    private long next;
    private Iterator<String> page = List.<String>of().iterator();

    LeafPages(HttpLogServer server, long first, long size) {
        this.server = server;
        this.next = first;
        this.size = size;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && next < size) {
            try {
                page = server.leaves(next, (int) Math.min(PAGE, size - next)).iterator();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return page.hasNext();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        next++;
        return page.next();
    }
}
