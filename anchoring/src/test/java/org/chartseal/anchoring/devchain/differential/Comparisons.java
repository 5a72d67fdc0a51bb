package org.chartseal.anchoring.devchain.differential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chartseal.anchoring.campaign.Progress;
import org.jspecify.annotations.Nullable;

/** Compares case after case, on fresh machines every so often and after each difference. */
final class Comparisons implements AutoCloseable {
    /** The root of the state is computed from the whole state at each block, so the state is kept small. */
    private static final int TRANSACTIONS = 300;

    final Map<String, Integer> kinds = new TreeMap<>();
    final List<String> differences = new ArrayList<>();
    final List<MutantRun.Recording> recordings = new ArrayList<>();
    private final Path directory;
    private final long seed;
    private @Nullable Pair pair;
    private long gasLimit;
    private int started;

    Comparisons(Path directory, long seed) {
        this.directory = directory;
        this.seed = seed;
    }

    /** Compares a case of the ordinary block gas limit. */
    void compare(Case wanted) throws Exception {
        compare(wanted, Pair.GAS_LIMIT);
    }

    void compare(Case wanted, long limit) throws Exception {
        Pair current = pair(limit);
        int before = current.recorded.size();
        List<String> found = current.compare(wanted);
        kinds.merge(wanted.kind(), current.recorded.size() - before, Integer::sum);
        if (found.isEmpty()) {
            return;
        }
        end();
        // A wrong machine differs everywhere; the first few say enough.
        String smallest = differences.size() < 5
                ? new Minimiser(getClass().getClassLoader(), directory, limit).describe(wanted)
                : "";
        String difference = wanted.kind() + ", " + wanted.name() + ", seed " + seed + ": " + found.get(0);
        differences.add(difference + "; " + smallest);
        Progress.line("DIFFERENCE " + difference + "\n" + smallest);
    }

    int total() {
        return kinds.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Pair pair(long limit) throws Exception {
        if (pair != null
                && (limit != gasLimit || pair.wallet.nonce(0) >= TRANSACTIONS || pair.recorded.size() > 4000)) {
            end();
        }
        if (pair == null) {
            pair = Pair.start(getClass().getClassLoader(), directory.resolve("ledger" + started++), limit);
            gasLimit = limit;
            recordings.add(new MutantRun.Recording(limit, pair.recorded));
        }
        return pair;
    }

    /** Ends the present machines; the next case gets fresh ones. */
    void end() throws IOException {
        if (pair != null) {
            pair.close();
            pair = null;
        }
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
