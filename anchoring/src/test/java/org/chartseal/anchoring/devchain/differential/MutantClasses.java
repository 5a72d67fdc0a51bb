package org.chartseal.anchoring.devchain.differential;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The ledger's own sources, compiled in memory with one fault put in, in a class loader of their own. */
final class MutantClasses extends ClassLoader {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String PACKAGE = "org.chartseal.anchoring.devchain.";

    private final Map<String, ByteArrayOutputStream> classes;

    private MutantClasses(Map<String, ByteArrayOutputStream> classes) {
        super(MutantClasses.class.getClassLoader());
        this.classes = classes;
    }

    /** Without a fault. */
    static MutantClasses control() throws IOException {
        Path root = SOURCES.resolve(PACKAGE.replace('.', '/'));
        List<JavaFileObject> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path path :
                    files.filter(name -> name.toString().endsWith(".java")).toList()) {
                sources.add(source(path, Files.readString(path)));
            }
        }
        return new MutantClasses(compile("control", sources));
    }

    /**
     * With one. Only its own file is compiled again, so no fault may be in a constant that other files use.
     *
     * @throws IllegalStateException if the text is not there exactly once, or what comes of it does not compile
     */
    MutantClasses with(Mutant mutant) throws IOException {
        Path path = SOURCES.resolve(PACKAGE.replace('.', '/')).resolve(mutant.file());
        String source = Files.readString(path);
        int at = source.indexOf(mutant.text());
        if (at < 0 || source.indexOf(mutant.text(), at + 1) >= 0) {
            throw new IllegalStateException(
                    "Expected the text of '" + mutant.name() + "' once in " + mutant.file() + ", found it otherwise");
        }
        Map<String, ByteArrayOutputStream> all = new HashMap<>(classes);
        String faulty = source.replace(mutant.text(), mutant.replacement());
        all.putAll(compile(mutant.name(), List.of(source(path, faulty))));
        return new MutantClasses(all);
    }

    private static Map<String, ByteArrayOutputStream> compile(String name, List<JavaFileObject> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        Output output = new Output(compiler.getStandardFileManager(complaints, null, null));
        List<String> options = List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(null, output, complaints, options, null, sources).call()) {
            throw new IllegalStateException("Expected '" + name + "' to compile, found " + complaints.getDiagnostics());
        }
        return output.classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // Before the parent, which has the same classes without the fault.
        ByteArrayOutputStream bytes = classes.get(name);
        if (bytes == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }

    private static JavaFileObject source(Path path, String text) {
        return new SimpleJavaFileObject(
                URI.create("string:///" + SOURCES.relativize(path).toString().replace('\\', '/')),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    /** Keeps class files in memory. */
    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        private Output(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("class:///" + name.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    classes.put(name, out);
                    return out;
                }
            };
        }
    }
}
