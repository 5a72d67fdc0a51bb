package org.chartseal.server.leaks;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The values to look for, numbered, and every run of bytes that would give one of them away. */
public final class Needles {
    private final List<ValueClass> classes = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final FormIndex forms;

    /**
     * @param values what the records say
     * @param from first day that is not looked for, with all later ones: the server's own times are no secret
     */
    public Needles(RecordValues values, LocalDate from) {
        int expected = (values.texts().size() + values.days().size()) * 12 + 16;
        this.forms = new FormIndex(expected);
        values.texts().forEach((text, kind) -> {
            int id = add(text, kind);
            for (String written : writings(text)) {
                index(written, id);
            }
        });
        for (Map.Entry<LocalDate, ValueClass> entry : values.days().entrySet()) {
            if (entry.getKey().isBefore(from)) {
                int id = add(entry.getKey().toString(), entry.getValue());
                index(entry.getKey().toString(), id);
            }
        }
    }

    /** How many values there are to look for. */
    public int size() {
        return classes.size();
    }

    /** Of which kind a value is. */
    public ValueClass kind(int id) {
        return classes.get(id);
    }

    /** The value itself: for tests on invented records only. */
    public String text(int id) {
        return texts.get(id);
    }

    FormIndex forms() {
        return forms;
    }

    private int add(String text, ValueClass kind) {
        classes.add(kind);
        texts.add(text);
        return classes.size() - 1;
    }

    /** As it is, as an index normalises it, as JSON and as a URL quotes it. */
    private static Set<String> writings(String text) {
        Set<String> writings = new LinkedHashSet<>();
        writings.add(text);
        String upper = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toUpperCase(Locale.ROOT);
        writings.add(upper);
        writings.add(text.toLowerCase(Locale.ROOT));
        writings.add(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        writings.add(text.replace("'", "''"));
        String url = URLEncoder.encode(text.length() > 120 ? text.substring(0, 120) : text, StandardCharsets.UTF_8);
        writings.add(url);
        writings.add(url.replace("+", "%20"));
        return writings;
    }

    private void index(String text, int id) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        forms.add(utf8, id);
        for (Charset wide : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            forms.add(text.getBytes(wide), id);
        }
        forms.add(HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.US_ASCII), id);
        for (int shift = 0; shift < 3; shift++) {
            base64(utf8, shift, id);
        }
    }

    /** What stays the same of the value's base64 whatever stands before and after it. */
    private void base64(byte[] utf8, int shift, int id) {
        byte[] shifted = new byte[utf8.length + shift];
        System.arraycopy(utf8, 0, shifted, shift, utf8.length);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int begin = shift == 0 ? 0 : shift + 1;
        int end = shifted.length * 8 / 6;
        if (end - begin >= 10) {
            String stable = encoded.substring(begin, end);
            forms.add(stable.getBytes(StandardCharsets.US_ASCII), id);
            forms.add(stable.replace('+', '-').replace('/', '_').getBytes(StandardCharsets.US_ASCII), id);
        }
    }
}
