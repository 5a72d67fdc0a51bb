package org.chartseal.server.integrity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.server.keys.OwnerOnlyFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Writes what officers pin into a file of this host, once the log has its place on the chain: that may be long after the
 * start, where the publisher has yet to be funded. It is for the operator to hand on; a verifier who fetched it from a
 * server would trust the server.
 */
final class TrustFileWriter implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(TrustFileWriter.class);
    private static final long PAUSE_MS = 300;

    private final IntegrityProofs proofs;
    private final Path file;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::write, "trust-file");

    TrustFileWriter(IntegrityProofs proofs, Path file) {
        this.proofs = proofs;
        this.file = file;
        thread.setDaemon(true);
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        thread.start();
    }

    private void write() {
        try {
            Optional<TrustFile> trust = proofs.trust();
            while (trust.isEmpty()) {
                // Not ended by an interrupt: one in the middle of a read would close H2's file.
                if (stopping.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                trust = proofs.trust();
            }
            write(trust.get());
        } catch (IOException failure) {
            log.warn("The trust file could not be written", failure);
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        }
    }

    /** What officers were given before is kept beside it, as {@code trust-<edition>.json}. */
    private void write(TrustFile now) throws IOException {
        Optional<TrustFile> next = Optional.of(now);
        if (Files.exists(file)) {
            byte[] before = Files.readAllBytes(file);
            next = TrustEdition.following(now, before);
            if (next.isPresent() && next.get().edition() > 1) {
                OwnerOnlyFiles.write(
                        file.resolveSibling("trust-" + (next.get().edition() - 1) + ".json"),
                        new String(before, StandardCharsets.UTF_8));
                log.warn(
                        "The trust file changes: edition {} is to be handed to whoever has the one before",
                        next.get().edition());
            }
        }
        if (next.isPresent()) {
            OwnerOnlyFiles.write(file, next.get().json());
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        stopping.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }
}
