package org.chartseal.anchoring.proof;

import java.math.BigDecimal;
import java.util.List;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonMember;
import org.chartseal.anchoring.canonical.JsonNumber;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonString;
import org.chartseal.anchoring.canonical.JsonValue;

/** Whether two texts decode to the same elements although they hash differently: a later encoder, not a change. */
final class LexemeComparison {
    private LexemeComparison() {}

    /** True if both have the same members but for the root's meta, numbers being equal as numbers; adds where not as text. */
    static boolean sameDecoded(JsonObject logged, JsonObject shown, List<String> differences) {
        return members(withoutMeta(logged), withoutMeta(shown), "", differences);
    }

    private static List<JsonMember> withoutMeta(JsonObject root) {
        return root.members().stream()
                .filter(member -> !member.name().equals("meta"))
                .toList();
    }

    private static boolean members(List<JsonMember> a, List<JsonMember> b, String path, List<String> differences) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            String name = a.get(i).name();
            if (!name.equals(b.get(i).name())
                    || !same(a.get(i).value(), b.get(i).value(), path + "/" + name, differences)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(JsonValue a, JsonValue b, String path, List<String> differences) {
        if (a instanceof JsonObject one && b instanceof JsonObject two) {
            return members(one.members(), two.members(), path, differences);
        }
        if (a instanceof JsonArray one && b instanceof JsonArray two) {
            for (int i = 0; i < one.values().size() && i < two.values().size(); i++) {
                if (!same(one.values().get(i), two.values().get(i), path + "/" + i, differences)) {
                    return false;
                }
            }
            return one.values().size() == two.values().size();
        }
        if (a instanceof JsonNumber one && b instanceof JsonNumber two) {
            if (!one.equals(two)) {
                differences.add(path);
            }
            return new BigDecimal(one.lexeme()).compareTo(new BigDecimal(two.lexeme())) == 0;
        }
        if (a instanceof JsonString one && b instanceof JsonString two) {
            return one.text().equals(two.text());
        }
        return a.equals(b);
    }
}
