package org.chartseal.anchoring.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to ask, and as whom. */
final class ServerOptions {
    @Option(names = "--server", paramLabel = "URL", description = "server to ask, such as https://fhir.example")
    @Nullable
    String server;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "JSON with tokenUrl, clientId, clientSecret and scope")
    @Nullable
    Path credentials;

    /** The server, null if none was named. */
    @Nullable
    HttpLogServer open() {
        Credentials known = credentials == null ? null : Credentials.read(credentials);
        return server == null ? null : new HttpLogServer(InputFiles.address(server), new Http(known));
    }
}
