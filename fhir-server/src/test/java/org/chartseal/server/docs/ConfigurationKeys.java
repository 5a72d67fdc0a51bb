package org.chartseal.server.docs;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** The server's configuration keys, as its records and their Javadoc declare them. */
final class ConfigurationKeys {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PARAM = Pattern.compile("@param (\\w+) (.*?)(?=@param|@throws|$)");
    private static final Pattern SENTENCES = Pattern.compile("(.*)\\bDefault:? (.+), since ([0-9.]+)");

    private ConfigurationKeys() {}

    /**
     * One key.
     *
     * @param name as it is set, for example {@code chartseal.log.interval}
     * @param type what kind of value, with its unit
     * @param defaultValue in words
     * @param since the first version that has it
     * @param meaning what it does
     * @param bound the default that Spring binds, empty if none
     */
    record Key(String name, String type, String defaultValue, String since, String meaning, String bound) {}

    /** All of them, by name. */
    static List<Key> all() throws IOException, ReflectiveOperationException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            sources = files.filter(file -> file.toString().endsWith("Properties.java"))
                    .toList();
        }
        List<Key> keys = new ArrayList<>();
        for (Path source : sources) {
            String name =
                    SOURCES.relativize(source).toString().replace(".java", "").replaceAll("[/\\\\]", ".");
            keys.addAll(of(Class.forName(name), Files.readString(source)));
        }
        keys.sort(Comparator.comparing(Key::name));
        return keys;
    }

    private static List<Key> of(Class<?> properties, String source) {
        String prefix = properties.getAnnotation(ConfigurationProperties.class).value();
        String javadoc = source.substring(source.indexOf("/**"), source.indexOf("*/"))
                .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .strip();
        List<Key> keys = new ArrayList<>();
        for (RecordComponent component : properties.getRecordComponents()) {
            keys.add(key(prefix, component, javadoc, properties));
        }
        return keys;
    }

    private static Key key(String prefix, RecordComponent component, String javadoc, Class<?> properties) {
        String name =
                prefix + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String text = PARAM.matcher(javadoc)
                .results()
                .filter(param -> param.group(1).equals(component.getName()))
                .map(param -> param.group(2).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("Expected an @param for " + name + ", found none"));
        Matcher sentences = SENTENCES.matcher(text);
        if (!sentences.matches()) {
            throw new AssertionError("Expected '… Default X, since N' for " + name + ", found: " + text);
        }
        return new Key(
                name,
                type(component),
                sentences.group(2),
                sentences.group(3),
                sentences.group(1).strip().replaceAll("\\{@code ([^}]*)}", "`$1`"),
                bound(component, properties));
    }

    private static String type(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == Duration.class) {
            return "duration (`500ms`, `1s`, `30m`)";
        } else if (type == DataSize.class) {
            return "size (`512KB`, `64MB`)";
        } else if (type == int.class || type == long.class) {
            return "number";
        } else if (type == boolean.class) {
            return "`true` or `false`";
        } else if (type == Path.class) {
            return "directory";
        } else if (type.isEnum()) {
            return "one of the values named";
        }
        return type == String.class ? "text" : "list, separated by commas";
    }

    private static String bound(RecordComponent component, Class<?> properties) {
        return Arrays.stream(properties.getDeclaredConstructors()[0].getParameters())
                .filter(parameter -> parameter.getName().equals(component.getName()))
                .map(parameter -> parameter.getAnnotation(DefaultValue.class))
                .filter(value -> value != null && value.value().length == 1)
                .map(value -> value.value()[0])
                .findFirst()
                .orElse("");
    }
}
