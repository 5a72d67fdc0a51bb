package org.chartseal.anchoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.JsonArray;
import org.chartseal.anchoring.canonical.JsonMember;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.JsonString;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.canonical.JsonValue;
import org.chartseal.anchoring.chain.ChainIdentity;
import org.chartseal.anchoring.chain.LogRules;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.chain.Statement;

/** A decision as one JSON object, format 1: strings, lists of such, and nothing that it does not know. */
public final class DecisionFile {
    private static final String FORMAT = "1";
    private static final String NAME = "decision file: ";

    private DecisionFile() {}

    /** The bytes of the file. */
    public static byte[] bytes(Decision decision) {
        Map<String, Object> json = new LinkedHashMap<>();
        Statement statement = decision.statement();
        ChainIdentity log = statement.log();
        json.put("format", FORMAT);
        json.put("chainId", Long.toString(log.chainId()));
        json.put("genesisHash", log.genesisHash());
        json.put("contract", log.contract());
        json.put("codeHash", log.codeHash());
        json.put("logId", log.logId());
        LogRules rules = decision.rules();
        json.put(
                "rules",
                List.of(
                        Long.toString(rules.epoch()),
                        Long.toString(rules.delay()),
                        Integer.toString(rules.floor()),
                        Integer.toString(rules.threshold())));
        json.put("ruledBy", rules.members());
        if (statement instanceof Statement.Change change) {
            json.put("kind", "change");
            json.put("number", Long.toString(change.number()));
            json.put("publisher", change.publisher());
            json.put("threshold", Integer.toString(change.threshold()));
            json.put("members", change.members());
        } else if (statement instanceof Statement.Closing closing) {
            json.put("kind", "closing");
            json.put("number", Long.toString(closing.number()));
            json.put("finalSize", Long.toString(closing.finalSize()));
            json.put("finalRoot", closing.finalRoot());
            json.put("successor", closing.successor());
        } else if (statement instanceof Statement.Withdrawal withdrawal) {
            json.put("kind", "withdrawal");
            json.put("number", Long.toString(withdrawal.number()));
        } else {
            throw new IllegalArgumentException(NAME + "expected a decision of members, found " + statement);
        }
        json.put(
                "signatures",
                decision.signatures().stream()
                        .map(signature ->
                                signature.member() + " " + HexFormat.of().formatHex(signature.signature()))
                        .toList());
        return (JsonText.of(json) + "\n").getBytes(UTF_8);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is none, has an unknown field or a signature that does not hold
     */
    public static Decision parse(byte[] bytes) {
        JsonObject json;
        try {
            json = JsonReader.readObject(bytes);
        } catch (CanonicalizationException e) {
            throw new IllegalArgumentException(NAME + e.getMessage(), e);
        }
        if (!FORMAT.equals(json.text("format"))) {
            throw new IllegalArgumentException(NAME + "expected format " + FORMAT);
        }
        List<String> numbers = texts(json, "rules");
        if (numbers.size() != 4) {
            throw new IllegalArgumentException(NAME + "expected 4 numbers in rules, found " + numbers.size());
        }
        LogRules rules = new LogRules(
                Long.parseLong(numbers.get(0)),
                Long.parseLong(numbers.get(1)),
                Integer.parseInt(numbers.get(2)),
                Integer.parseInt(numbers.get(3)),
                texts(json, "ruledBy"));
        ChainIdentity log = new ChainIdentity(
                number(json, "chainId"),
                hex(json, "genesisHash", "0x[0-9a-f]{64}"),
                hex(json, "contract", "0x[0-9a-f]{40}"),
                hex(json, "codeHash", "0x[0-9a-f]{64}"),
                hex(json, "logId", "0x[0-9a-f]{64}"));
        List<MemberSignature> signatures = new ArrayList<>();
        for (String line : texts(json, "signatures")) {
            int space = line.indexOf(' ');
            signatures.add(new MemberSignature(
                    line.substring(0, Math.max(0, space)), HexFormat.of().parseHex(line.substring(space + 1))));
        }
        Decision decision = new Decision(statement(json, log, rules.epoch()), rules, signatures);
        if (!JsonReader.readObject(bytes(decision)).members().stream()
                .map(JsonMember::name)
                .toList()
                .equals(json.members().stream().map(JsonMember::name).toList())) {
            throw new IllegalArgumentException(NAME + "expected the fields of a decision, found others");
        }
        return decision;
    }

    private static Statement statement(JsonObject json, ChainIdentity log, long epoch) {
        String kind = text(json, "kind");
        long number = number(json, "number");
        return switch (kind) {
            case "change" ->
                new Statement.Change(
                        log,
                        epoch,
                        number,
                        hex(json, "publisher", "0x[0-9a-f]{40}"),
                        Integer.parseInt(text(json, "threshold")),
                        texts(json, "members").stream()
                                .map(member -> matching(member, "members", "0x[0-9a-f]{40}"))
                                .toList());
            case "closing" ->
                new Statement.Closing(
                        log,
                        epoch,
                        number,
                        number(json, "finalSize"),
                        hex(json, "finalRoot", "[0-9a-f]{64}"),
                        hex(json, "successor", "0x[0-9a-f]{64}"));
            case "withdrawal" -> new Statement.Withdrawal(log, epoch, number);
            default ->
                throw new IllegalArgumentException(
                        NAME + "expected a change, a closing or a withdrawal, found " + kind);
        };
    }

    private static String hex(JsonObject json, String name, String pattern) {
        return matching(text(json, name), name, pattern);
    }

    private static String matching(String text, String name, String pattern) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException(NAME + "expected " + pattern + " in " + name + ", found " + text);
        }
        return text;
    }

    private static long number(JsonObject json, String name) {
        return Long.parseLong(matching(text(json, name), name, "0|[1-9][0-9]{0,17}"));
    }

    private static String text(JsonObject json, String name) {
        String text = json.text(name);
        if (text == null) {
            throw new IllegalArgumentException(NAME + "expected a string in " + name);
        }
        return text;
    }

    private static List<String> texts(JsonObject json, String name) {
        if (!(json.get(name) instanceof JsonArray array)) {
            throw new IllegalArgumentException(NAME + "expected a list in " + name);
        }
        List<String> texts = new ArrayList<>();
        for (JsonValue value : array.values()) {
            if (!(value instanceof JsonString string)) {
                throw new IllegalArgumentException(NAME + "expected strings in " + name);
            }
            texts.add(string.text());
        }
        return texts;
    }
}
