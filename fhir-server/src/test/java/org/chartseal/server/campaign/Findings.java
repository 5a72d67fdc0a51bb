package org.chartseal.server.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures and checks of a campaign, and how they are printed. */
final class Findings {
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();

    private record Check(String name, boolean passed, String detail) {}

    void figure(String name, Object value) {
        figures.put(name, value);
    }

    void check(String name, boolean passed, String detail) {
        checks.add(new Check(name, passed, detail));
        Progress.line((passed ? "passed: " : "FAILED: ") + name + " (" + detail + ")");
    }

    /** A check that a collection of complaints is empty; its detail quotes the first few. */
    void none(String name, List<String> complaints, String otherwise) {
        check(
                name,
                complaints.isEmpty(),
                complaints.isEmpty()
                        ? otherwise
                        : complaints.size() + ", such as: "
                                + String.join("; ", complaints.subList(0, Math.min(3, complaints.size()))));
    }

    long failed() {
        return checks.stream().filter(check -> !check.passed()).count();
    }

    long passed() {
        return checks.size() - failed();
    }

    @SuppressWarnings("SystemOut")
    void print(String title) {
        System.out.println();
        System.out.println(title);
        figures.forEach((name, value) -> System.out.printf("  %-52s %12s%n", name, value));
        System.out.println();
        checks.forEach(check ->
                System.out.printf("  %-6s %-52s %s%n", check.passed() ? "ok" : "FAILED", check.name(), check.detail()));
        System.out.println();
        System.out.println(passed() + " passed, " + failed() + " failed");
        System.out.flush();
    }
}
