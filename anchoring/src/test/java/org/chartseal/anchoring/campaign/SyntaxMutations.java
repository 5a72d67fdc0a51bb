package org.chartseal.anchoring.campaign;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that two readers could understand differently. */
final class SyntaxMutations {
    private static final String[] VALUES = {
        "9007199254740993",
        "1e2",
        "-0",
        "08",
        "1.",
        ".5",
        "+1",
        "NaN",
        "Infinity",
        "0x10",
        "1E400",
        "-",
        "1" + "0".repeat(399),
        "1" + "0".repeat(400),
        "true",
        "tru",
        "nul",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u00e9\"",
        "\"\t\"",
        "\"\u0000\"",
        "'a'",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1,\"a\":2}",
        "{\"\\u0061\":1,\"a\":2}",
        "{\"__proto__\":1,\"__proto__\":2}",
        "{\"__proto__\":{}}",
        "[".repeat(198) + "]".repeat(198),
        "[".repeat(199) + "]".repeat(199),
        "[".repeat(200) + "]".repeat(200),
        "[".repeat(20_000),
        "\u00a01",
        "/**/1",
        "\"\u2028\"",
        "\"\ufeff\"",
    };
    private static final byte[][] BAD_UTF8 = {
        {(byte) 0xc0, (byte) 0x80},
        {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        {(byte) 0xff},
        {(byte) 0x80},
        {(byte) 0xe2, (byte) 0x82},
        {(byte) 0xf0, (byte) 0x8f, (byte) 0xbf, (byte) 0xbf},
    };

    private SyntaxMutations() {}

    static List<Mutation> all() {
        return List.of(
                SyntaxMutations::value,
                SyntaxMutations::value,
                SyntaxMutations::valueInContent,
                SyntaxMutations::badUtf8,
                SyntaxMutations::around,
                SyntaxMutations::duplicate,
                SyntaxMutations::spelling,
                SyntaxMutations::base64,
                SyntaxMutations::anyByte);
    }

    /** A value of its own under a name that nobody knows: how far a reader gets, and what it then says. */
    private static Mutant value(Base base, Random random) {
        String value = VALUES[random.nextInt(VALUES.length)];
        return Mutant.of("syntax, value", base.proof().replaceFirst("\\{", "{\"x\":" + quote(value) + ","), false);
    }

    private static String quote(String text) {
        return text.replace("\\", "\\\\").replace("$", "\\$");
    }

    /** The same within a copy that is compared, or else within the content's own text. */
    private static Mutant valueInContent(Base base, Random random) {
        String value = VALUES[random.nextInt(VALUES.length)];
        if (base.hasCopy()) {
            byte[] copy = base.copy()
                    .replaceFirst("\\{", "{\"x\":" + quote(value) + ",")
                    .getBytes(UTF_8);
            return new Mutant(
                    "syntax, value in a copy", Base.trust(), base.proof().getBytes(UTF_8), copy, false, true);
        }
        return Mutant.of(
                "syntax, depth", base.proof().replaceFirst("\\{", "[".repeat(random.nextInt(300)) + "{"), true);
    }

    private static Mutant badUtf8(Base base, Random random) {
        byte[] proof = base.proof().getBytes(UTF_8);
        byte[] bad = BAD_UTF8[random.nextInt(BAD_UTF8.length)];
        int at = random.nextInt(proof.length);
        String text = new String(proof, 0, at, ISO_8859_1)
                + new String(bad, ISO_8859_1)
                + new String(proof, at, proof.length - at, ISO_8859_1);
        return bytes("syntax, UTF-8", text.getBytes(ISO_8859_1), false);
    }

    private static Mutant around(Base base, Random random) {
        String proof = base.proof();
        List<String> texts = new ArrayList<>(List.of(
                "\ufeff" + proof,
                proof + "{}",
                proof + "\u0000",
                proof + "]",
                "[" + proof + "]",
                proof.trim() + ",",
                "",
                "{}",
                "\"\"",
                proof.substring(0, random.nextInt(proof.length())),
                " \r\n\t" + proof + " \n",
                "{\"patient\":1}",
                "{\"patient\":null}",
                proof.replace(",", " ,\n\t")));
        int which = random.nextInt(texts.size());
        return Mutant.of("syntax, around", texts.get(which), which == 10 || which == 13);
    }

    private static Mutant duplicate(Base base, Random random) {
        String[] names = {"format", "hash", "treeSize", "checkpoint", "patient", "\\u0066ormat", "leaves"};
        String name = names[random.nextInt(names.length)];
        String field = "{\"" + quote(name) + "\":\"1\",";
        boolean first = random.nextBoolean();
        String text = first
                ? base.proof().replaceFirst("\\{", field)
                : base.proof().trim().replaceFirst("}$", ",\"" + quote(name) + "\":\"1\"}");
        return Mutant.of("syntax, key twice", text, false);
    }

    private static Mutant spelling(Base base, Random random) {
        String proof = base.proof();
        String[] texts = {
            proof.replaceFirst("\"treeSize\":\"([0-9]+)\"", "\"treeSize\":$1"),
            proof.replaceFirst("\"treeSize\":\"", "\"treeSize\":\"0"),
            proof.replaceFirst("\"treeSize\":\"", "\"treeSize\":\"+"),
            proof.replaceFirst("\"treeSize\":\"[0-9]+\"", "\"treeSize\":\"9223372036854775808\""),
            proof.replaceFirst("\"treeSize\":\"[0-9]+\"", "\"treeSize\":\"99999999999999999999\""),
            proof.replaceFirst("\"treeSize\":\"([0-9]+)\"", "\"treeSize\":\"$1\\\\n\""),
            proof.replaceFirst("\"salt\":\"", "\"salt\":\"0x"),
            proof.replaceFirst("\"bytes\":\"", "\"bytes\":\"0"),
            proof.replaceFirst("\"bytes\":\"46", "\"bytes\":\"4G"),
            proof.replaceFirst("\"bytes\":\"4648", "\"bytes\":\"464A"),
            proof.replaceFirst("\"bytes\":\"[0-9a-f]*\"", "\"bytes\":\"\""),
            proof.replaceFirst("\"format\":\"1\"", "\"format\":\"\\\\u0031\""),
            proof.replaceFirst("\"format\":\"1\"", "\"format\":\"1-draft\""),
            proof.replaceFirst("evm-anchor/1", "evm-anchor/2"),
            proof.replaceFirst("SHA-256", "SHA-1"),
        };
        int which = random.nextInt(texts.length);
        return Mutant.of("syntax, spelling", texts[which], which == 11 || texts[which].equals(proof));
    }

    private static Mutant base64(Base base, Random random) {
        String proof = base.proof();
        String[] texts = {
            proof.replaceFirst("=\\\\n\\\\n", "\\\\n\\\\n"),
            proof.replaceFirst("=\\\\n\\\\n", "==\\\\n\\\\n"),
            proof.replaceFirst("([A-Za-z0-9])=\\\\n\\\\n", "$1 =\\\\n\\\\n"),
            proof.replaceFirst("\\\\n\\\\n", "\\\\r\\\\n\\\\n"),
            proof.replaceFirst("\\\\n\\\\n", "\\\\n\\\\n\\\\n"),
            proof.replaceFirst("\\\\n\\\\n—", "\\\\n\\\\n-"),
            proof.replaceFirst("—", "—  "),
            proof.replaceFirst("\\\\n\\\\n", "\\\\u00e9\\\\n\\\\n"),
            proof.replaceFirst("[AQgwEUkIMYcoBRhxDTjzFVl1CSiyGWm2HXn3=]=\\\\n\\\\n", "B=\\\\n\\\\n"),
            proof.replaceFirst("[+]", "-"),
            proof.replaceFirst("(\"checkpoint\":\".*?)\\\\n\"", "$1\""),
            proof.replaceFirst("(\"checkpoint\":\".*?)\\\\n\"", "$1\\\\n\\\\n\""),
        };
        int which = random.nextInt(texts.length);
        return Mutant.of("syntax, note", texts[which], texts[which].equals(proof) || which == 9);
    }

    private static Mutant anyByte(Base base, Random random) {
        byte[] proof = base.proof().getBytes(UTF_8);
        int at = random.nextInt(proof.length);
        proof[at] = (byte) random.nextInt(256);
        return bytes("syntax, any byte", proof, true);
    }

    private static Mutant bytes(String kind, byte[] proof, boolean harmless) {
        return new Mutant(kind, Base.trust(), proof, null, harmless, false);
    }
}
