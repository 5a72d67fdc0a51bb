package org.chartseal.server.witness;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.chartseal.anchoring.chain.MemberSignature;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where witnesses learn which checkpoint waits for them and hand in their signatures, behind the scope
 * {@code log/witness}. A signature is kept only if the contract would take it: whose token it came with does not matter.
 */
@RestController
@RequestMapping("/log/attestation")
final class WitnessController {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** An attestation has some 250. */
    private static final int MOST_BYTES = 4096;

    private final WitnessTable table;
    private final LogStore store;
    private final Cosignatures cosignatures;
    private final Clock clock;

    WitnessController(WitnessTable table, LogStore store, Cosignatures cosignatures, Clock clock) {
        this.table = table;
        this.store = store;
        this.cosignatures = cosignatures;
        this.clock = clock;
    }

    /** What a witness hands in; those without a key for it leave the cosignature out. */
    private record Attestation(
            String member, String epoch, String treeSize, String signature, @Nullable String cosignature) {}

    /** The checkpoint that waits, 204 if none does. */
    @GetMapping
    ResponseEntity<String> wanted() {
        return table.wanted()
                .map(wanted -> answer(HttpStatus.OK, MediaType.APPLICATION_JSON, wanted.json(checkpointOf(wanted))))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /**
     * Takes a signature of the checkpoint that waits, and the line that cosigns it: 204; 409 if it is of another, 422 if it
     * is none, 413 if too long. A signature for the chain is kept even if the cosignature beside it is refused.
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> take(InputStream in) throws IOException {
        byte[] body = in.readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return refuse(HttpStatus.PAYLOAD_TOO_LARGE, "Expected at most " + MOST_BYTES + " bytes");
        }
        Attestation attestation;
        MemberSignature signature;
        try {
            attestation = JSON.readValue(body, Attestation.class);
            signature = new MemberSignature(attestation.member(), HexFormat.of().parseHex(attestation.signature()));
        } catch (IOException | IllegalArgumentException | NullPointerException unreadable) {
            return refuse(
                    HttpStatus.BAD_REQUEST,
                    "Expected {\"member\",\"epoch\",\"treeSize\",\"signature\"}: an address of 0x and 40 hex digits, two"
                            + " decimal strings and 128 hex digits; \"cosignature\", a signature line, may follow");
        }
        Optional<WantedCheckpoint> wanted = table.wanted();
        if (wanted.isEmpty()
                || !attestation.treeSize().equals(Long.toString(wanted.get().treeSize()))
                || !attestation
                        .epoch()
                        .equals(Long.toString(wanted.get().rules().epoch()))) {
            return refuse(
                    HttpStatus.CONFLICT,
                    "Expected a signature of "
                            + wanted.map(one -> one.treeSize() + " leaves in epoch "
                                            + one.rules().epoch())
                                    .orElse("nothing: no checkpoint waits"));
        }
        if (!CollectedEndorsements.isGood(wanted.get(), signature)) {
            return refuse(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "Expected the signature of a member over the checkpoint that waits, found none of this member's");
        }
        table.keep(wanted.get().treeSize(), wanted.get().rules().epoch(), signature, clock.instant());
        String line = attestation.cosignature();
        if (line != null && !isCosigned(wanted.get(), signature.member(), line)) {
            return refuse(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "Kept the signature for the chain. Expected a line by the member's vkey that cosigns the checkpoint"
                            + " (cosignature/v1), found another");
        }
        return ResponseEntity.noContent().build();
    }

    private Optional<SignedCheckpoint> checkpointOf(WantedCheckpoint wanted) {
        return store.checkpoint(wanted.treeSize()).filter(signed -> wanted.isOf(signed.checkpoint()));
    }

    private boolean isCosigned(WantedCheckpoint wanted, String member, String line) {
        return checkpointOf(wanted)
                .map(signed -> cosignatures.take(member, signed.checkpoint(), line, clock.instant()))
                .orElse(false);
    }

    private static ResponseEntity<String> refuse(HttpStatus status, String text) {
        return answer(status, MediaType.TEXT_PLAIN, text + "\n");
    }

    private static ResponseEntity<String> answer(HttpStatus status, MediaType type, String body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(type)
                .body(body);
    }
}
