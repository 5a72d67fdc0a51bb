package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.io.IOException;
import java.util.Collection;

/** Results of a query that HAPI makes only when it is asked for them: made with the generation that it began with. */
final class SteadyResults implements IResultIterator<JpaPid> {
    private final IndexGeneration generation;
    private final IResultIterator<JpaPid> results;

    SteadyResults(IndexGeneration generation, IResultIterator<JpaPid> results) {
        this.generation = generation;
        this.results = results;
    }

    @Override
    public boolean hasNext() {
        return KeyedHash.under(generation, results::hasNext);
    }

    @Override
    public JpaPid next() {
        return KeyedHash.under(generation, results::next);
    }

    @Override
    public Collection<JpaPid> getNextResultBatch(long size) {
        return KeyedHash.under(generation, () -> results.getNextResultBatch(size));
    }

    @Override
    public int getSkippedCount() {
        return results.getSkippedCount();
    }

    @Override
    public int getNonSkippedCount() {
        return results.getNonSkippedCount();
    }

    @Override
    public void close() throws IOException {
        results.close();
    }
}
