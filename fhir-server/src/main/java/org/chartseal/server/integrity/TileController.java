package org.chartseal.server.integrity;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.LogStore;
import org.chartseal.anchoring.log.Tile;
import org.chartseal.anchoring.log.TilePath;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log as C2SP tlog-tiles has it, behind the scope {@code log/audit}: tiles of hashes, and bundles of entries of 33
 * bytes. Nothing beyond the newest signed checkpoint is served, and nothing is to be cached.
 */
@RestController
@RequestMapping("/log/tile")
final class TileController {
    private static final String BASE = "/log/tile/";

    private final LogStore store;
    private final JdbcTemplate jdbc;

    TileController(LogStore store, JdbcTemplate jdbc) {
        this.store = store;
        this.jdbc = jdbc;
    }

    /** A tile or bundle, full or partial; 404 if the tree of the newest checkpoint has none of this width. */
    @GetMapping("/**")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        Optional<TilePath> path = TilePath.parse(request.getRequestURI().substring(BASE.length()));
        if (path.isEmpty()) {
            return plain(HttpStatus.BAD_REQUEST, "Expected <L>/<N>[.p/<W>] or entries/<N>[.p/<W>]");
        }
        TilePath asked = path.get();
        if (!covered(asked)) {
            return plain(HttpStatus.NOT_FOUND, "The tree of the newest checkpoint has no such tile");
        }
        byte[] bytes = asked.level() == TilePath.ENTRIES
                ? entries(asked)
                : Arrays.copyOf(store.tile(asked.level(), asked.index()), asked.width() * Sha256.LENGTH);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(bytes);
    }

    private boolean covered(TilePath asked) {
        long size = store.latestCheckpoint()
                .map(signed -> signed.checkpoint().size())
                .orElse(0L);
        int shift = 8 * Math.max(0, asked.level());
        long complete = shift >= Long.SIZE ? 0 : size >>> shift;
        return asked.index() < complete && asked.index() * Tile.WIDTH + asked.width() <= complete;
    }

    private byte[] entries(TilePath asked) {
        long first = asked.index() * Tile.WIDTH;
        List<byte[]> entries = jdbc.queryForList(
                "select entry from cs_leaf where leaf_index >= ? and leaf_index < ? order by leaf_index",
                byte[].class,
                first,
                first + asked.width());
        if (entries.size() != asked.width()) {
            throw new IllegalStateException("Expected " + asked.width() + " entries from " + first + ", found "
                    + entries.size() + ": rows of the log are missing");
        }
        ByteBuffer bundle = ByteBuffer.allocate(
                entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum());
        entries.forEach(entry -> bundle.putShort((short) entry.length).put(entry));
        return bundle.array();
    }

    private static ResponseEntity<byte[]> plain(HttpStatus status, String text) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.TEXT_PLAIN)
                .body((text + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
