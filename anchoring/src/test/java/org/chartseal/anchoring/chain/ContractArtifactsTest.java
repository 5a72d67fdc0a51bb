package org.chartseal.anchoring.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed ABI and byte code are what the compiler makes of the committed source. */
class ContractArtifactsTest {
    private static final Path SOURCE = Path.of("src", "main", "solidity").toAbsolutePath();

    @TempDir
    Path output;

    @Test
    void recompilesToTheCommittedBytes() throws Exception {
        String version = new ObjectMapper()
                .readTree(SOURCE.resolve("package.json").toFile())
                .at("/devDependencies/solc")
                .asText();
        Path modules = Npm.install("solc@" + version);
        Npm.run("node", SOURCE.resolve("compile.mjs").toString(), output.toString(), modules.toString());
        for (String name :
                new String[] {"ChartSealAnchors.abi.json", "ChartSealAnchors.bin", "ChartSealAnchors.bin-runtime"}) {
            assertThat(output.resolve(name)).as(name).hasSameBinaryContentAs(SOURCE.resolve(name));
            try (var in = AnchorContract.class.getResourceAsStream(name)) {
                assertThat(in.readAllBytes())
                        .as("class path " + name)
                        .isEqualTo(Files.readAllBytes(SOURCE.resolve(name)));
            }
        }
    }
}
