package org.chartseal.anchoring.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Records that are not the logged ones: in the file, and as an exported copy beside it. */
final class RecordMutations {
    private RecordMutations() {}

    static List<Mutation> wellFormed() {
        List<Mutation> all = new ArrayList<>(copies());
        all.addAll(List.of(
                (base, random) -> text(base, random, "value", RecordMutations::otherValue),
                (base, random) -> text(base, random, "number's lexeme", RecordMutations::otherLexeme),
                (base, random) -> text(base, random, "order and white space", text -> "{ " + text.substring(1)),
                (base, random) -> text(base, random, "escape", text -> text.replaceFirst("Patient", "\\\\u0050atient")),
                (base, random) -> text(base, random, "another record", text -> another(base, random, text)),
                (base, random) -> text(base, random, "no object", text -> "[]"),
                RecordMutations::shownForHidden));
        return all;
    }

    private interface Change {
        String of(String text);
    }

    /** Changes content, meta, an event or an authorisation. */
    private static @Nullable Mutant text(Base base, Random random, String kind, Change change) {
        ObjectNode root = base.tree();
        List<ObjectNode> parents = new ArrayList<>();
        parents.add(root);
        if (base.ofPatient()) {
            parents.add((ObjectNode) root.get("snapshot"));
            root.get("leaves").forEach(leaf -> parents.add((ObjectNode) leaf));
        }
        List<Runnable> changes = new ArrayList<>();
        for (ObjectNode parent : parents) {
            for (String name : List.of("content", "meta", "event")) {
                if (parent.has(name)) {
                    String before = parent.get(name).asText();
                    String after = change.of(before);
                    if (!after.equals(before)) {
                        changes.add(() -> parent.put(name, after));
                    }
                }
            }
        }
        if (changes.isEmpty()) {
            return null;
        }
        changes.get(random.nextInt(changes.size())).run();
        return Mutant.of("record, " + kind, root, false);
    }

    private static String otherValue(String text) {
        return text.replaceFirst("(?<=[a-z])e", "E");
    }

    private static String otherLexeme(String text) {
        return text.replaceFirst("(\"value\":-?[0-9.]*)", "$1" + (text.contains(".") ? "0" : ".0"));
    }

    private static String another(Base base, Random random, String text) {
        String other = base.log().log.content(random.nextInt((int) base.log().size()));
        return other == null ? text : other;
    }

    /** A text that the closed leaf does not vouch for. */
    private static @Nullable Mutant shownForHidden(Base base, Random random) {
        ObjectNode root = base.tree();
        if (!base.ofPatient() && base.log().log.erasures.containsKey(base.index())) {
            root.put("content", "{}");
            return Mutant.of("record, shown for a hidden leaf", root, false);
        }
        if (base.ofPatient()) {
            for (var leaf : root.get("leaves")) {
                if (leaf.has("erasure")) {
                    ((ObjectNode) leaf).put(random.nextBoolean() ? "content" : "meta", "{}");
                    return Mutant.of("record, shown for a hidden leaf", root, false);
                }
            }
        }
        return null;
    }

    /** Each way to change an exported copy; the first four are other spellings of what was logged. */
    private static List<Mutation> copies() {
        List<Mutation> copies = new ArrayList<>();
        copies.add(copy("as logged", true, copy -> copy));
        copies.add(copy("other order", true, copy -> copy.replaceFirst("\\{", "{ ")
                .replaceAll("}$", ",\"zzz\":0}")
                .replace(",\"zzz\":0", "")));
        copies.add(copy("escapes", true, copy -> copy.replaceFirst("\"id\"", "\"\\\\u0069d\"")));
        copies.add(copy("offset", true, copy -> copy.replace("03:04:05.678Z", "05:04:05.6789+02:00")));
        copies.add(copy("value", false, copy -> copy.replaceFirst("Patient/", "Patient/x")));
        copies.add(copy("number", false, copy -> copy.replaceFirst("(\"value\":-?[0-9]+)", "$11")));
        copies.add(copy("versionId", false, copy -> copy.replaceFirst("\"versionId\":\"", "\"versionId\":\"9")));
        copies.add(copy("lastUpdated", false, copy -> copy.replaceFirst("05.678Z", "05.679Z")));
        copies.add(copy("no instant", false, copy -> copy.replaceFirst("T03:04:05.678Z", "T24:00:00Z")));
        copies.add(copy("no such day", false, copy -> copy.replaceFirst("2024-01-02", "2024-02-30")));
        copies.add(copy(
                "label",
                false,
                copy -> copy.replaceFirst("\"meta\":\\{", "\"meta\":{\"tag\":[{\"code\":\"y\"}],\"extension\":[],")));
        copies.add(copy(
                "summary",
                false,
                copy -> copy.replaceFirst(
                        "\"meta\":\\{.*?(?=\\]|\"#s\")", "\"meta\":{\"tag\":[{\"code\":\"SUBSETTED\"}],\"x\":[")));
        copies.add(copy("id", false, copy -> copy.replaceFirst("\"id\":\"", "\"id\":\"z")));
        copies.add(copy("no JSON", false, copy -> copy.substring(1)));
        copies.add(copy("key twice", false, copy -> copy.replaceFirst("\\{", "{\"id\":\"\",")));
        copies.add(copy("exponent", false, copy -> copy.replaceFirst("\\{", "{\"a\":1e2,")));
        copies.add(copy("meta no object", false, copy -> "{\"meta\":[]}"));
        return copies;
    }

    private static Mutation copy(String kind, boolean same, Change change) {
        return (base, random) -> {
            if (!base.hasCopy()) {
                return null;
            }
            String copy = change.of(base.copy());
            // A record without what is to be changed stays as it was logged: no change at all.
            boolean unchanged = !same && copy.equals(base.copy());
            byte[] proof = base.proof().getBytes(UTF_8);
            return unchanged
                    ? null
                    : new Mutant("copy, " + kind, Base.trust(), proof, copy.getBytes(UTF_8), same, !same);
        };
    }
}
