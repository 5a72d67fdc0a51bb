package org.chartseal.anchoring.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures and checks of a campaign, and how they are printed. */
public final class Findings {
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();

    private record Check(String name, boolean passed, String detail) {}

    /** Notes a figure for the table; figures are printed in the order they were noted. */
    public void figure(String name, Object value) {
        figures.put(name, value);
    }

    /** Notes a check and says at once how it came out. */
    public void check(String name, boolean passed, String detail) {
        checks.add(new Check(name, passed, detail));
        Progress.line((passed ? "passed: " : "FAILED: ") + name + " (" + detail + ")");
    }

    /** A check that a collection of complaints is empty; its detail quotes the first few. */
    public void none(String name, List<String> complaints, String otherwise) {
        check(
                name,
                complaints.isEmpty(),
                complaints.isEmpty()
                        ? otherwise
                        : complaints.size() + ", such as: "
                                + String.join("; ", complaints.subList(0, Math.min(3, complaints.size()))));
    }

    /** Checks that did not pass. */
    public long failed() {
        return checks.stream().filter(check -> !check.passed()).count();
    }

    /** Checks that passed. */
    public long passed() {
        return checks.size() - failed();
    }

    /** Prints the figures, the checks and, last, how many passed and failed. */
    @SuppressWarnings("SystemOut")
    public void print(String title) {
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
