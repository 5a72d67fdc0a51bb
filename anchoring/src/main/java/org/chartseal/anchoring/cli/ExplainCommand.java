package org.chartseal.anchoring.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.proof.AnyProofFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is in a proof file. */
@Command(
        name = "explain",
        description = "Says in plain words what a proof file says. Checks nothing: use verify for that.",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ExplainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PROOF", description = "the *.fhirproof.json file")
    private Path proof;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Override
    public void run() {
        List<Explanation.Line> lines = Explanation.of(InputFiles.parse(proof, AnyProofFile::parse));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("notice", Explanation.NOTICE);
            object.put("lines", lines.stream().map(Explanation.Line::json).toList());
            out.println(JsonText.of(object));
        } else {
            out.println(Explanation.NOTICE);
            lines.forEach(line -> out.println(line.what() + ": " + line.says()));
        }
        out.flush();
    }
}
