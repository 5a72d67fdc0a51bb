package org.chartseal.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.chartseal.anchoring.campaign.Findings;
import org.chartseal.anchoring.campaign.Progress;
import org.chartseal.server.campaign.SearchComparison.Verdict;
import org.chartseal.server.campaign.SearchData.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

/**
 * Asks the same searches of a server whose index is in the clear and of one whose index is blind, over the same data:
 * status, resources, totals, order and pages must be the same.
 */
class SearchCampaign {
    private static final List<Integer> PAGE_SIZES = List.of(50, 17, 200);

    private final boolean full = !System.getProperty("campaign.scale", "full").equals("small");
    private final Findings findings = new Findings();
    private final Map<String, int[]> byType = new TreeMap<>();

    @Test
    @Timeout(value = 120, unit = TimeUnit.MINUTES)
    void answersAsAPlainServer() throws Exception {
        Path jar = Path.of(System.getProperty("chartseal.jar", "(chartseal.jar is not set)"));
        Path home = Path.of(System.getProperty("campaign.directory"), "run-" + System.nanoTime());
        try (ServerProcess plain = new ServerProcess(
                        jar,
                        home.resolve("plain"),
                        List.of("--chartseal.sealing.enabled=false", "--chartseal.index.clear=*"));
                ServerProcess blind = new ServerProcess(jar, home.resolve("blind"))) {
            plain.launch();
            plain.awaitReady();
            blind.launch();
            blind.awaitReady();
            run(side("plain", plain), side("blind", blind));
        } finally {
            findings.print("Differential search");
        }
        assertThat(findings.failed()).isZero();
        FileSystemUtils.deleteRecursively(home);
    }

    private static Side side(String title, ServerProcess server) {
        return new Side(title, new FhirClient(server.address(), server.secrets().resolve("backend.json")));
    }

    void run(Side plain, Side blind) throws IOException, InterruptedException {
        SearchData data = new SearchData(List.of(plain, blind));
        data.load("own", OwnSearchData.bundle(full ? 60 : 12));
        loadSynthea(data);
        findings.figure("resources on each server", data.size());
        SearchWrites writes = new SearchWrites(data);
        compareAll(data);
        writes.run(findings);
        findings.none(
                "conditional writes and transactions do the same", writes.differences(), writes.count() + " writes");
    }

    private void loadSynthea(SearchData data) throws IOException, InterruptedException {
        Path synthea = Path.of(System.getProperty("synthea.dir", "../../shared/data/synthea"));
        if (!Files.isDirectory(synthea)) {
            Progress.line("no Synthea data at " + synthea + ": only our own");
            return;
        }
        Scale scale = new Scale(0, 0, full ? 6 : 1, 0, 0, synthea);
        List<Path> bundles = new ArrayList<>(scale.foundations());
        bundles.addAll(scale.patientBundles());
        for (Path bundle : bundles) {
            data.load(bundle.getFileName().toString(), Fingerprint.parse(Files.readAllBytes(bundle)));
            Progress.line("loaded " + bundle.getFileName());
        }
    }

    private void compareAll(SearchData data) throws IOException, InterruptedException {
        Map<String, String> queries = new SearchQueries(data, new Random(7), full ? 3 : 1).generate();
        SearchComparison comparison = new SearchComparison(data);
        List<String> differences = new ArrayList<>();
        List<String> unanswered = new ArrayList<>();
        int index = 0;
        int withResults = 0;
        for (String query : queries.keySet()) {
            Verdict verdict = comparison.compare(query, PAGE_SIZES.get(index++ % PAGE_SIZES.size()));
            if (!verdict.answered()) {
                unanswered.add(query);
                Progress.line("the plain server gives no answer to " + query);
                continue;
            }
            int[] counts = byType.computeIfAbsent(query.substring(0, query.indexOf('?')), type -> new int[3]);
            counts[0]++;
            if (verdict.expected().total() > 0) {
                counts[1]++;
                withResults++;
            }
            if (!verdict.difference().isEmpty()) {
                counts[2]++;
                differences.add(query + ": " + verdict.difference());
                Progress.line("DIFFERS " + query + ": " + verdict.difference());
            }
            if (index % 100 == 0) {
                Progress.line(index + " of " + queries.size() + " searches");
            }
        }
        table();
        int compared = queries.size() - unanswered.size();
        findings.figure("searches", queries.size());
        findings.figure("of these with results", withResults);
        findings.none("every search answers the same", differences, compared + " searches");
        findings.check(
                "the plain server answers nearly all in five minutes",
                unanswered.size() <= queries.size() / 100,
                unanswered.size() + " without an answer " + unanswered);
        findings.check(
                "most searches find something",
                withResults >= 0.7 * queries.size(),
                withResults + " of " + queries.size());
    }

    @SuppressWarnings("SystemOut")
    private void table() {
        System.out.printf("%n  %-24s %9s %13s %8s%n", "type", "searches", "with results", "differ");
        byType.forEach(
                (type, counts) -> System.out.printf("  %-24s %9d %13d %8d%n", type, counts[0], counts[1], counts[2]));
    }
}
