package org.chartseal.anchoring.web;

import java.nio.file.Path;
import org.chartseal.anchoring.chain.Npm;
import org.junit.jupiter.api.Test;

/** The modules' JSDoc types hold, as TypeScript's checker sees them in strict mode. */
class ModuleTypesTest {
    private static final Path PAGE = NodeVerifier.file("/org/chartseal/anchoring/web/page.js");

    @Test
    void everyModuleThatThePageNeedsIsTypedRight() throws Exception {
        Path npm = Npm.install("typescript@5.9.3");
        Npm.run(
                "node",
                npm.resolve("node_modules/typescript/bin/tsc").toString(),
                "--noEmit",
                "--allowJs",
                "--checkJs",
                "--strict",
                "--module",
                "nodenext",
                "--moduleResolution",
                "nodenext",
                "--target",
                "esnext",
                "--lib",
                "esnext,dom,dom.iterable",
                PAGE.toString());
    }
}
