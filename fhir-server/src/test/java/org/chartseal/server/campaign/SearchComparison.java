package org.chartseal.server.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.server.campaign.FhirClient.Answer;
import org.chartseal.server.campaign.SearchData.Side;

/** Runs a search to its last page on two servers and says where the answers part. */
final class SearchComparison {
    private static final int MOST_PAGES = 40;

    private final SearchData data;

    SearchComparison(SearchData data) {
        this.data = data;
    }

    /** What one server answered: names by page, included ones after a plus sign. */
    record Result(int status, int total, List<List<String>> pages) {
        List<String> all() {
            return pages.stream().flatMap(List::stream).toList();
        }
    }

    /**
     * The first server's answer, and what the second's differs in, or an empty string.
     *
     * @param answered whether the first server answered in time: without it there is nothing to compare with
     */
    record Verdict(boolean answered, Result expected, String difference) {}

    Verdict compare(String query, int pageSize) throws IOException, InterruptedException {
        Result expected;
        try {
            expected = run(data.sides().get(0), query, pageSize);
        } catch (HttpTimeoutException tooLong) {
            return new Verdict(false, new Result(0, 0, List.of()), "");
        }
        try {
            Result found = run(data.sides().get(1), query, pageSize);
            return new Verdict(true, expected, difference(query, expected, found));
        } catch (HttpTimeoutException tooLong) {
            return new Verdict(true, expected, "no answer in time");
        }
    }

    private static String difference(String query, Result expected, Result found) {
        if (expected.status != found.status) {
            return "status " + expected.status + " and " + found.status;
        }
        if (expected.total != found.total) {
            return "total " + expected.total + " and " + found.total;
        }
        List<Integer> sizes = expected.pages.stream().map(List::size).toList();
        if (!sizes.equals(found.pages.stream().map(List::size).toList())) {
            return "pages of " + sizes + " and "
                    + found.pages.stream().map(List::size).toList();
        }
        boolean ordered = query.contains("_pid");
        if (ordered ? expected.pages.equals(found.pages) : sorted(expected).equals(sorted(found))) {
            return "";
        }
        List<String> missing = new ArrayList<>(expected.all());
        missing.removeAll(found.all());
        List<String> extra = new ArrayList<>(found.all());
        extra.removeAll(expected.all());
        if (missing.isEmpty() && extra.isEmpty()) {
            int at = 0;
            while (expected.all().get(at).equals(found.all().get(at))) {
                at++;
            }
            return "order from " + at + ": " + expected.all().get(at) + " and "
                    + found.all().get(at);
        }
        return missing.size() + " missing, such as " + missing.stream().limit(2).toList() + ", " + extra.size()
                + " not expected, such as " + extra.stream().limit(2).toList();
    }

    private static List<String> sorted(Result result) {
        return result.all().stream().sorted().toList();
    }

    Result run(Side side, String query, int pageSize) throws IOException, InterruptedException {
        String path = "/fhir/" + side.translate(query) + "&_total=accurate&_count=" + pageSize;
        List<List<String>> pages = new ArrayList<>();
        int total = -1;
        while (!path.isEmpty() && pages.size() < MOST_PAGES) {
            Answer answer = side.client.get(path.replace("|", "%7C").replace(" ", "%20"));
            if (answer.status() != 200) {
                return new Result(answer.status(), total, pages);
            }
            JsonNode bundle = answer.json();
            total = bundle.path("total").asInt(-1);
            pages.add(names(side, bundle));
            path = next(bundle);
        }
        return new Result(200, total, pages);
    }

    private static List<String> names(Side side, JsonNode bundle) {
        List<String> names = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            JsonNode resource = entry.path("resource");
            String name = side.name(
                    resource.path("resourceType").asText(), resource.path("id").asText());
            names.add(entry.path("search").path("mode").asText().equals("include") ? "+" + name : name);
        }
        return names;
    }

    private static String next(JsonNode bundle) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asText().equals("next")) {
                String url = link.path("url").asText();
                return url.substring(url.indexOf("/fhir"));
            }
        }
        return "";
    }
}
