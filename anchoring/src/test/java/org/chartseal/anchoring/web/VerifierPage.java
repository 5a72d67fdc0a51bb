package org.chartseal.anchoring.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.anchoring.canonical.Sha256;

/**
 * Makes the one self-contained page out of the modules, as browsers load no modules from files: each module becomes a
 * function that returns what it exports.
 */
final class VerifierPage {
    private static final Pattern IMPORT = Pattern.compile("import \\{([^}]*)} from '\\./([a-z0-9-]+)\\.js';\n");
    private static final Pattern EXPORT =
            Pattern.compile("(?m)^export ((?:async )?(?:function|class|const) ([A-Za-z0-9_]+))");

    private final Path directory;
    private final Map<String, String> modules = new LinkedHashMap<>();

    private VerifierPage(Path directory) {
        this.directory = directory;
    }

    /** The page, from the directory of its modules. */
    static String of(Path directory) throws IOException {
        VerifierPage page = new VerifierPage(directory);
        page.module("page");
        String script = "\n" + String.join("\n", page.modules.values());
        String style = "\n" + Files.readString(directory.resolve("page.css"));
        String policy = "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style)
                + "; base-uri 'none'; form-action 'none'";
        return Files.readString(directory.resolve("page.html"))
                .replace("@POLICY@", policy)
                .replace("@STYLE@", style)
                .replace("@SCRIPT@", script);
    }

    private void module(String name) throws IOException {
        if (modules.containsKey(name)) {
            return;
        }
        String source = Files.readString(directory.resolve(name + ".js"));
        List<MatchResult> imports = IMPORT.matcher(source).results().toList();
        for (MatchResult imported : imports) {
            module(imported.group(2));
        }
        Matcher importing = IMPORT.matcher(source);
        String body =
                importing.replaceAll(found -> "const {" + found.group(1) + "} = " + variable(found.group(2)) + ";\n");
        List<String> exports = new ArrayList<>();
        body = EXPORT.matcher(body).replaceAll(found -> {
            exports.add(found.group(2));
            return found.group(1);
        });
        if (Pattern.compile("(?m)^(import|export) ").matcher(body).find() || body.contains("</script")) {
            throw new IllegalStateException(name + ": expected no other kind of import or export");
        }
        modules.put(
                name,
                "const " + variable(name) + " = (() => {\n" + body.replace("// @ts-check\n", "") + "return { "
                        + String.join(", ", exports) + " };\n})();\n");
    }

    private static String variable(String module) {
        return "module_" + module.replace('-', '_');
    }

    private static String hash(String text) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.hash(text.getBytes(UTF_8))) + "'";
    }

    /** Writes {@code verify.html} beside the modules: give their directory. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        Files.writeString(directory.resolve("verify.html"), of(directory));
    }
}
