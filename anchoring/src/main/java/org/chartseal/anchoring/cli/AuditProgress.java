package org.chartseal.anchoring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.chartseal.anchoring.proof.AuditState;
import org.chartseal.anchoring.proof.LogAudit;
import org.jspecify.annotations.Nullable;

/** Shows how far an audit is, and keeps it every few minutes and at its end, so that it can be gone on with. */
final class AuditProgress implements LogAudit.Progress {
    private static final long KEPT_EVERY = 180_000_000_000L;
    private static final int LOOK_EVERY = 0xfff;

    private final @Nullable ProgressBar bar;
    private final @Nullable Path state;
    private final String origin;
    private @Nullable LogAudit audit;
    private long kept = System.nanoTime();

    /**
     * @param out where to show a bar, null for none
     * @param state where to keep how far the audit is, null to keep nothing
     */
    AuditProgress(@Nullable PrintWriter out, @Nullable Path state, String origin) {
        this.bar = out == null ? null : new ProgressBar(out, System::nanoTime);
        this.state = state;
        this.origin = origin;
    }

    void of(LogAudit watched) {
        audit = watched;
    }

    @Override
    public void at(long walked, long size) {
        if (bar != null) {
            bar.at(walked, size);
        }
        if (state != null && audit != null && (walked & LOOK_EVERY) == 0 && System.nanoTime() - kept > KEPT_EVERY) {
            keep(audit, state);
        }
    }

    @Override
    public void before(LogAudit conclusion) {
        if (state != null) {
            keep(conclusion, state);
        }
    }

    private void keep(LogAudit so, Path file) {
        try {
            AuditState.save(so, origin, file);
            kept = System.nanoTime();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() {
        if (bar != null) {
            bar.end();
        }
    }
}
