package org.chartseal.server.integrity;

import java.util.List;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.ConsistencyProof;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.anchoring.log.TileHashReader;
import org.chartseal.anchoring.proof.ConsistencyText;
import org.chartseal.anchoring.proof.OpenedLeaf;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log for auditors, behind the scope {@code log/audit}: leaves are pseudonymous data. Never cached. */
@RestController
@RequestMapping("/log")
final class LogController {
    private static final int MOST = 1000;
    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");

    private final LogStore store;
    private final LeafOpener opener;
    private final CollectedEvidence collected;

    LogController(LogStore store, LeafOpener opener, CollectedEvidence collected) {
        this.store = store;
        this.opener = opener;
        this.collected = collected;
    }

    /** The newest signed checkpoint (C2SP tlog-checkpoint), with the lines of witnesses who cosigned it. */
    @GetMapping("/checkpoint")
    ResponseEntity<String> checkpoint() {
        return store.latestCheckpoint()
                .map(collected::cosigned)
                .map(checkpoint -> ok(MediaType.TEXT_PLAIN, checkpoint.text()))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header("Retry-After", "1")
                        .build());
    }

    /** The consistency proof between two tree sizes (RFC 6962, section 2.1.2). */
    @GetMapping("/consistency")
    ResponseEntity<String> consistency(@RequestParam("from") long from, @RequestParam("to") long to) {
        long size = store.latestCheckpoint()
                .map(SignedCheckpoint::checkpoint)
                .map(Checkpoint::size)
                .orElse(0L);
        if (from < 0 || to < from || to > size) {
            return ResponseEntity.badRequest()
                    .contentType(MediaType.TEXT_PLAIN)
                    .body("Expected 0 <= from <= to <= " + size + "\n");
        }
        return ok(
                MediaType.APPLICATION_JSON,
                ConsistencyText.json(ConsistencyProof.create(new TileHashReader(store), from, to)));
    }

    /** Leaves as far as they open, one JSON object a line. */
    @GetMapping("/leaves")
    ResponseEntity<String> leaves(@RequestParam("from") long from, @RequestParam("count") int count) {
        if (from < 0 || count < 1) {
            return ResponseEntity.badRequest()
                    .contentType(MediaType.TEXT_PLAIN)
                    .body("Expected from >= 0 and count >= 1\n");
        }
        List<OpenedLeaf> leaves = opener.leaves(from, Math.min(count, MOST));
        StringBuilder lines = new StringBuilder();
        leaves.forEach(leaf -> lines.append(leaf.json()).append('\n'));
        return ok(NDJSON, lines.toString());
    }

    private static ResponseEntity<String> ok(MediaType type, String body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(type)
                .body(body);
    }
}
