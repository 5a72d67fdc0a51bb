package org.chartseal.server.evaluation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.chartseal.anchoring.proof.TrustFile;
import org.chartseal.server.DirectoryProperties;
import org.chartseal.server.integrity.IntegrityProofs;
import org.chartseal.server.keys.OwnerOnlyFiles;
import org.chartseal.server.security.SecurityProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Says, once the server is up, what it is, where things lie and what to try next. Secrets are printed once only. */
final class Welcome {
    private static final Logger log = LoggerFactory.getLogger(Welcome.class);
    private static final int TRUST_FILE_TRIES = 100;

    private final EvaluationIdentities identities;
    private final IntegrityProofs proofs;
    private final DirectoryProperties directories;
    private final SecurityProperties security;

    Welcome(
            EvaluationIdentities identities,
            IntegrityProofs proofs,
            DirectoryProperties directories,
            SecurityProperties security) {
        this.identities = identities;
        this.proofs = proofs;
        this.directories = directories;
        this.security = security;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        Thread writer = new Thread(this::writeTrustFile, "trust-file");
        writer.setDaemon(true);
        writer.start();
        print(System.out, event.getTimeTaken().toMillis());
    }

    private void writeTrustFile() {
        try {
            for (int i = 0; i < TRUST_FILE_TRIES; i++) {
                Optional<TrustFile> trust = proofs.trust();
                if (trust.isPresent()) {
                    OwnerOnlyFiles.write(
                            directories.secrets().resolve("trust.json"),
                            trust.get().json());
                    return;
                }
                Thread.sleep(300);
            }
            log.warn("The trust file was not written: the chain could not be reached");
        } catch (IOException failure) {
            log.warn("The trust file could not be written", failure);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(PrintStream out, long startMs) {
        out.println();
        out.println("ChartSeal is up, in " + startMs / 1000 + "." + startMs % 1000 / 100 + " s: an EVALUATION server.");
        out.println("Its chain runs in this process and its secrets lie on this disk: try it, put no patient in it.");
        out.println();
        out.println("  FHIR R4      " + security.publicUrl() + "/fhir");
        out.println("  OpenAPI      " + security.publicUrl() + "/fhir/swagger-ui/");
        out.println("  Health       " + security.publicUrl() + "/actuator/health");
        out.println("  Tokens       " + security.publicUrl() + "/oauth2/token");
        out.println("  Data         " + absolute(directories.data()) + "   (sealed)");
        out.println("  Keys         " + absolute(directories.keys()) + "   (back these up elsewhere)");
        out.println("  Secrets      " + absolute(directories.secrets()) + "   (credentials, trust file)");
        out.println();
        for (EvaluationIdentities.Generated one : identities.generated()) {
            out.printf(
                    "  %-10s %-16s %s%n",
                    one.identity().clientId(),
                    one.identity().role().code(),
                    one.secret() == null
                            ? "secret in " + one.file().getFileName()
                            : "secret " + one.secret() + "   (printed this once)");
        }
        out.println();
        out.println("Next: README.md, 'Ten minutes'. It loads a patient, proves a record, and tries to cheat.");
        out.println();
        out.flush();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
