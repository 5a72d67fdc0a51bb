package org.chartseal.anchoring.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.chartseal.anchoring.log.Commitment;
import org.jspecify.annotations.Nullable;

/** Changes of single fields, wherever they are: every field of the format has its turn. */
final class TreeMutations {
    private static final HexFormat HEX = HexFormat.of();
    /** Said of the anchor and of the file, not proven: they may change without another verdict. */
    private static final List<String> UNPROVEN = List.of(
            "anchors.sequence",
            "anchors.blockNumber",
            "anchors.blockHash",
            "anchors.blockTime",
            "anchors.transactionHash",
            "spec");

    private TreeMutations() {}

    static List<Mutation> wellFormed() {
        return List.of(
                TreeMutations::changeText,
                TreeMutations::changeText,
                TreeMutations::changeText,
                TreeMutations::dropElement,
                TreeMutations::duplicateElement,
                TreeMutations::swapElements,
                TreeMutations::appendElement,
                TreeMutations::hide,
                TreeMutations::foreignElement,
                TreeMutations::removeOptional);
    }

    static List<Mutation> refused() {
        return List.of(TreeMutations::removeField, TreeMutations::unknownField, TreeMutations::otherType);
    }

    private record Place(ContainerNode<?> parent, String name, int index, String category) {
        JsonNode value() {
            return parent instanceof ObjectNode object ? object.get(name) : parent.get(index);
        }

        void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }
    }

    private static @Nullable Place pick(ObjectNode root, Random random, Predicate<Place> wanted) {
        List<Place> places = new ArrayList<>();
        collect(root, "", places);
        // One category first, then a place in it: or the paths, of which there are most, would take nearly all turns.
        List<String> categories =
                places.stream().filter(wanted).map(Place::category).distinct().toList();
        if (categories.isEmpty()) {
            return null;
        }
        String category = categories.get(random.nextInt(categories.size()));
        List<Place> fitting = places.stream()
                .filter(wanted)
                .filter(place -> place.category().equals(category))
                .toList();
        return fitting.get(random.nextInt(fitting.size()));
    }

    private static void collect(JsonNode node, String category, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                String inner = category.isEmpty() ? name : category + "." + name;
                places.add(new Place(object, name, -1, inner));
                collect(object.get(name), inner, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                places.add(new Place(array, "", i, category));
                collect(array.get(i), category, places);
            }
        }
    }

    private static Mutant changeText(Base base, Random random) {
        ObjectNode root = base.tree();
        Place place = pick(
                root,
                random,
                p -> p.value() instanceof TextNode && !p.value().asText().isEmpty());
        String before = place.value().asText();
        String after;
        if (before.matches("0|[1-9][0-9]{0,18}")) {
            long number = Long.parseLong(before);
            long[] others = {number + 1, Math.max(0, number - 1), number ^ 1, random.nextInt(1000), Long.MAX_VALUE};
            after = Long.toString(others[random.nextInt(others.length)]);
        } else if (before.matches("(0x)?[0-9a-f]{40,}")) {
            int at = before.length() - 1 - random.nextInt(40);
            char flipped = HEX.toHighHexDigit(16 * (Character.digit(before.charAt(at), 16) ^ (1 << random.nextInt(4))));
            after = before.substring(0, at) + flipped + before.substring(at + 1);
        } else {
            int at = random.nextInt(before.length());
            after = before.substring(0, at) + (before.charAt(at) == 'q' ? 'z' : 'q') + before.substring(at + 1);
        }
        place.set(TextNode.valueOf(after));
        boolean same = after.equals(before);
        return Mutant.of("change:" + place.category(), root, same || UNPROVEN.contains(place.category()));
    }

    private static @Nullable Mutant dropElement(Base base, Random random) {
        ObjectNode root = base.tree();
        Place place = pick(root, random, p -> p.value() instanceof ArrayNode array && array.size() > 0);
        if (place == null) {
            return null;
        }
        ArrayNode array = (ArrayNode) place.value();
        array.remove(random.nextInt(array.size()));
        return Mutant.of("drop:" + place.category(), root, false);
    }

    private static @Nullable Mutant duplicateElement(Base base, Random random) {
        ObjectNode root = base.tree();
        Place place = pick(root, random, p -> p.value() instanceof ArrayNode array && array.size() > 0);
        if (place == null) {
            return null;
        }
        ArrayNode array = (ArrayNode) place.value();
        int at = random.nextInt(array.size());
        array.insert(random.nextInt(array.size() + 1), array.get(at).deepCopy());
        return Mutant.of("duplicate:" + place.category(), root, place.category().equals("anchors"));
    }

    private static @Nullable Mutant swapElements(Base base, Random random) {
        ObjectNode root = base.tree();
        Place place = pick(root, random, p -> p.value() instanceof ArrayNode array && array.size() > 1);
        if (place == null) {
            return null;
        }
        ArrayNode array = (ArrayNode) place.value();
        int one = random.nextInt(array.size() - 1);
        int other = one + 1 + random.nextInt(array.size() - 1 - one);
        JsonNode first = array.get(one);
        JsonNode second = array.get(other);
        array.set(one, second);
        array.set(other, first);
        // A leaf's subjects are committed to in the order of their commitments, whatever theirs in the file is.
        return Mutant.of(
                "swap:" + place.category(),
                root,
                first.equals(second) || place.category().endsWith("subjects"));
    }

    private static @Nullable Mutant appendElement(Base base, Random random) {
        ObjectNode root = base.tree();
        Place place = pick(
                root,
                random,
                p -> p.value() instanceof ArrayNode
                        && (p.category().endsWith("path") || p.category().endsWith("subjects")));
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        ArrayNode array = (ArrayNode) place.value();
        if (place.category().endsWith("path")) {
            array.insert(random.nextInt(array.size() + 1), HEX.formatHex(bytes));
        } else {
            array.insertObject(random.nextInt(array.size() + 1)).put("commitment", HEX.formatHex(bytes));
        }
        return Mutant.of("add:" + place.category(), root, false);
    }

    private static @Nullable Mutant hide(Base base, Random random) {
        ObjectNode root = base.tree();
        Place place = pick(
                root, random, p -> p.value() instanceof ObjectNode object && object.has("salt") && object.has("bytes"));
        if (place == null) {
            return null;
        }
        byte[] salt = HEX.parseHex(place.value().get("salt").asText());
        byte[] bytes = HEX.parseHex(place.value().get("bytes").asText());
        String category = place.category();
        byte[] commitment = category.endsWith("write")
                ? Commitment.write(salt, bytes)
                : category.endsWith("version") ? Commitment.version(salt, bytes) : Commitment.subject(salt, bytes);
        place.set(Base.JSON.createObjectNode().put("commitment", HEX.formatHex(commitment)));
        return Mutant.of("hide:" + category, root, !category.endsWith("write") && !category.startsWith("erasure"));
    }

    /** A part of another true proof of the same log in the place of this one's. */
    private static @Nullable Mutant foreignElement(Base base, Random random) {
        ObjectNode root = base.tree();
        ObjectNode other = Base.random(base.log(), random).tree();
        Place place =
                pick(root, random, p -> p.name().length() > 0 && p.category().indexOf('.') < 0 && other.has(p.name()));
        JsonNode value = other.get(place.name());
        boolean same = value.equals(place.value());
        place.set(value);
        boolean harmless =
                same || place.category().equals("anchors") || place.category().equals("spec");
        return Mutant.of("foreign:" + place.category(), root, harmless);
    }

    private static @Nullable Mutant removeOptional(Base base, Random random) {
        return remove(base, random, "leave out", p -> p.name().matches("content|meta|erasure|before|after|spec"));
    }

    private static @Nullable Mutant removeField(Base base, Random random) {
        return remove(base, random, "remove", p -> !p.name().matches("|content|meta|erasure|before|after|spec"));
    }

    private static @Nullable Mutant remove(Base base, Random random, String kind, Predicate<Place> which) {
        ObjectNode root = base.tree();
        Place place = pick(root, random, which);
        if (place == null) {
            return null;
        }
        ((ObjectNode) place.parent()).remove(place.name());
        return Mutant.of(kind + ":" + place.category(), root, place.category().equals("spec"));
    }

    private static @Nullable Mutant unknownField(Base base, Random random) {
        ObjectNode root = base.tree();
        Place place = pick(root, random, p -> p.value() instanceof ObjectNode);
        ObjectNode object = place == null || random.nextInt(3) == 0 ? root : (ObjectNode) place.value();
        String[] names = {"x", "__proto__", "constructor", "\u001b[2J", "patient\u00e9", "😀", "renewals"};
        object.put(names[random.nextInt(names.length)], "");
        return Mutant.of("unknown field", root, false);
    }

    private static Mutant otherType(Base base, Random random) {
        ObjectNode root = base.tree();
        Place place = pick(root, random, p -> true);
        JsonNode[] others = {
            Base.JSON.nullNode(),
            Base.JSON.createObjectNode(),
            Base.JSON.getNodeFactory().numberNode(8),
            Base.JSON.getNodeFactory().booleanNode(true),
            TextNode.valueOf(""),
            Base.JSON.createArrayNode().add(Base.JSON.createObjectNode().put("type", "rfc4998/1")),
        };
        place.set(others[random.nextInt(others.length)]);
        return Mutant.of(
                "other type:" + place.category(), root, place.category().startsWith("anchors"));
    }
}
