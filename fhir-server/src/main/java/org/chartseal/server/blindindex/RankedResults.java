package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of a search in the order of its sort, from the offset on, as many as HAPI asked for in this pass. */
final class RankedResults implements IResultIterator<JpaPid> {
    private final IResultIterator<JpaPid> unsorted;
    private final Ranking ranking;
    private final List<SortKey> keys;
    private final int offset;
    private final @Nullable Integer limit;
    private @Nullable Iterator<JpaPid> ranked;
    private int returned;

    RankedResults(
            IResultIterator<JpaPid> unsorted,
            Ranking ranking,
            List<SortKey> keys,
            int offset,
            @Nullable Integer limit) {
        this.unsorted = unsorted;
        this.ranking = ranking;
        this.keys = keys;
        this.offset = offset;
        this.limit = limit;
    }

    @Override
    public boolean hasNext() {
        return ranked().hasNext();
    }

    @Override
    public JpaPid next() {
        JpaPid next = ranked().next();
        returned++;
        return next;
    }

    private Iterator<JpaPid> ranked() {
        Iterator<JpaPid> iterator = ranked;
        if (iterator == null) {
            List<JpaPid> found = new ArrayList<>();
            unsorted.forEachRemaining(found::add);
            List<JpaPid> all = ranking.rank(found, keys);
            int from = Math.min(offset, all.size());
            // HAPI's limit is one of rows, those of earlier passes among them.
            long most = limit == null ? all.size() : Math.max(0, limit - unsorted.getSkippedCount());
            int to = (int) Math.min(all.size(), from + most);
            iterator = all.subList(from, to).iterator();
            ranked = iterator;
        }
        return iterator;
    }

    @Override
    public int getSkippedCount() {
        return unsorted.getSkippedCount();
    }

    @Override
    public int getNonSkippedCount() {
        return returned;
    }

    @Override
    public Collection<JpaPid> getNextResultBatch(long size) {
        List<JpaPid> batch = new ArrayList<>();
        while (batch.size() < size && hasNext()) {
            batch.add(next());
        }
        return batch;
    }

    @Override
    public void close() throws IOException {
        unsorted.close();
    }
}
