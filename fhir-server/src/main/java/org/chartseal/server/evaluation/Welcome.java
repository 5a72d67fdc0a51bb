package org.chartseal.server.evaluation;

import java.io.PrintStream;
import java.nio.file.Path;
import org.chartseal.server.DirectoryProperties;
import org.chartseal.server.integrity.ChainProperties;
import org.chartseal.server.security.SecurityProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Says, once the server is up, what it is, where things lie and what to try next. Secrets are printed once only. */
final class Welcome {
    private final EvaluationIdentities identities;
    private final DirectoryProperties directories;
    private final SecurityProperties security;
    private final ChainProperties chain;

    Welcome(
            EvaluationIdentities identities,
            DirectoryProperties directories,
            SecurityProperties security,
            ChainProperties chain) {
        this.identities = identities;
        this.directories = directories;
        this.security = security;
        this.chain = chain;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        print(System.out, event.getTimeTaken().toMillis());
    }

    private void print(PrintStream out, long startMs) {
        out.println();
        out.println("ChartSeal is up, in " + startMs / 1000 + "." + startMs % 1000 / 100 + " s: an EVALUATION server.");
        out.println("Its chain " + (chain.rpcUrl() == null ? "runs in this process" : "is at " + chain.rpcUrl())
                + " and its secrets lie on this disk: try it, put no patient in it.");
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
