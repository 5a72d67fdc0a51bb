package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CompactRange;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.Tile;
import org.chartseal.anchoring.log.TilePath;
import org.chartseal.anchoring.proof.TlogProof;
import org.chartseal.anchoring.proof.TrustFile;
import org.junit.jupiter.api.Test;

/** What a client of any C2SP log sees of ours: checkpoint, tiles, entries, and proofs in its own form. */
final class TileIT {
    private final TestServer server =
            TestServer.shared("patient-proofs", Map.of("chartseal.log.snapshot.interval", "500ms"));
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theTreeFollowsFromItsEntriesAndTiles() {
        for (int i = 0; i < 3; i++) {
            assertThat(server.post("backend", "/fhir", hundred()).status()).isEqualTo(200);
        }
        new Officer(server).proof("/fhir/Patient/" + server.createPatient("Newest"));
        Checkpoint checkpoint = SignedCheckpoint.parse(text("/log/checkpoint")).checkpoint();
        assertThat(checkpoint.size()).isGreaterThan(300);
        List<byte[]> hashes = new ArrayList<>();
        for (long first = 0; first < checkpoint.size(); first += Tile.WIDTH) {
            int width = (int) Math.min(Tile.WIDTH, checkpoint.size() - first);
            ByteBuffer bundle = ByteBuffer.wrap(tile(new TilePath(TilePath.ENTRIES, first / Tile.WIDTH, width)));
            ByteBuffer level0 = ByteBuffer.wrap(tile(new TilePath(0, first / Tile.WIDTH, width)));
            while (bundle.hasRemaining()) {
                byte[] entry = new byte[bundle.getShort()];
                bundle.get(entry);
                byte[] hash = MerkleTree.leafHash(entry);
                byte[] stored = new byte[hash.length];
                level0.get(stored);
                assertThat(stored).isEqualTo(hash);
                hashes.add(hash);
            }
            assertThat(level0.hasRemaining()).isFalse();
        }
        assertThat(hashes).hasSize((int) checkpoint.size());
        CompactRange range = new CompactRange();
        hashes.forEach(range::append);
        assertThat(HexFormat.of().formatHex(range.root()))
                .isEqualTo(HexFormat.of().formatHex(checkpoint.root()));
        CompactRange firstTile = new CompactRange();
        hashes.subList(0, Tile.WIDTH).forEach(firstTile::append);
        assertThat(Arrays.copyOf(tile(new TilePath(1, 0, 1)), 32)).isEqualTo(firstTile.root());
    }

    @Test
    void nothingBesidesWhatTheCheckpointCoversIsServed() {
        server.createPatient("Some");
        for (String path : List.of("0/999", "entries/x999/999", "5/000", "0/000.p/256", "0/0", "0/00", "63/000.p/1")) {
            assertThat(answer("officer", "/log/tile/" + path).statusCode())
                    .as(path)
                    .isIn(400, 404);
        }
        assertThat(answer("backend", "/log/tile/0/000.p/1").statusCode()).isEqualTo(403);
        HttpResponse<byte[]> first = answer("officer", "/log/tile/entries/000.p/1");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).hasSize(35).startsWith(0, 33, 1);
        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void aVersionsPlaceIsProvenInTheFormOfC2sp() throws IOException {
        String version = "/fhir/Patient/" + server.createPatient("Placed");
        new Officer(server).proof(version);
        TestServer.Answer answer = server.get("backend", version + "/$integrity-proof?form=tlog-proof");
        assertThat(answer.body()).startsWith("c2sp.org/tlog-proof@v1\nextra ");
        TrustFile trust = TrustFile.parse(Files.readAllBytes(server.secrets().resolve("trust.json")));
        TlogProof proof = TlogProof.parse(answer.body().getBytes(StandardCharsets.UTF_8));
        assertThat(proof.verifies(trust)).isTrue();
        assertThat(new TlogProof(proof.entry(), proof.index() + 1, proof.path(), proof.checkpoint()).verifies(trust))
                .isFalse();
        byte[] other = proof.entry().clone();
        other[5] ^= 1;
        assertThat(new TlogProof(other, proof.index(), proof.path(), proof.checkpoint()).verifies(trust))
                .isFalse();
        assertThat(server.get("backend", version + "/$integrity-proof?form=pdf").status())
                .isEqualTo(400);
    }

    private static String hundred() {
        String entry = "{\"resource\":{\"resourceType\":\"Patient\",\"active\":true},\"request\":"
                + "{\"method\":\"POST\",\"url\":\"Patient\"}}";
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
                + String.join(",", Collections.nCopies(100, entry)) + "]}";
    }

    private byte[] tile(TilePath path) {
        HttpResponse<byte[]> answer = answer("officer", "/log/tile/" + path.text());
        assertThat(answer.statusCode()).as(path.text()).isEqualTo(200);
        return answer.body();
    }

    private String text(String path) {
        return new String(answer("officer", path).body(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> answer(String client, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(server.url() + path))
                            .header("Authorization", "Bearer " + server.token(client))
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
