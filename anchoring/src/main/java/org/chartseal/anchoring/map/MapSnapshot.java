package org.chartseal.anchoring.map;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.LeafExtension;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;

/**
 * What a leaf of kind 5 says (integrity log, section 4.3): the map of all heads after the first {@code asOfSize} leaves.
 *
 * @param mapSize number of entries
 * @param keyHash H(K_map), 32 bytes
 * @param root RFC 6962 root over the entries, ascending by key
 */
public record MapSnapshot(long asOfSize, long mapSize, byte[] keyHash, byte[] root) {
    private static final int EXTENSION_LENGTH = 2 * Long.BYTES + Sha256.LENGTH;
    private static final String EVENT = "{\"event\":\"map-snapshot\",\"root\":\"";
    private static final String END = "\"}";

    public MapSnapshot {
        if (asOfSize < 0 || mapSize < 0 || keyHash.length != Sha256.LENGTH || root.length != Sha256.LENGTH) {
            throw new LeafFormatException("expected sizes from 0 and two hashes of 32 bytes in a map snapshot");
        }
    }

    /** W of the leaf. */
    public LeafWrite write(String origin, long timeMs) {
        LeafWrite plain = LeafWrite.event(LeafKind.MAP_SNAPSHOT, origin, timeMs, event());
        byte[] value = ByteBuffer.allocate(EXTENSION_LENGTH)
                .putLong(asOfSize)
                .putLong(mapSize)
                .put(keyHash)
                .array();
        return new LeafWrite(
                plain.kind(),
                plain.canonId(),
                plain.subjectRuleId(),
                origin,
                "",
                "",
                "",
                timeMs,
                plain.contentHash(),
                plain.metaHash(),
                plain.authHash(),
                List.of(new LeafExtension(LeafExtension.MAP_SNAPSHOT, value)));
    }

    /** The leaf's event, canonical JSON. */
    public byte[] event() {
        return (EVENT + HexFormat.of().formatHex(root) + END).getBytes(US_ASCII);
    }

    /**
     * Reads a snapshot, strictly.
     *
     * @param event the leaf's event, already compared with W's contentHash
     * @throws LeafFormatException unless W is of kind 5 and says exactly one snapshot
     */
    public static MapSnapshot read(LeafWrite write, byte[] event) {
        List<LeafExtension> extensions = write.extensions();
        if (write.kind() != LeafKind.MAP_SNAPSHOT
                || extensions.size() != 1
                || extensions.get(0).tag() != LeafExtension.MAP_SNAPSHOT
                || extensions.get(0).value().length != EXTENSION_LENGTH) {
            throw new LeafFormatException("expected a leaf of kind 5 with just the extension of a map snapshot");
        }
        ByteBuffer value = ByteBuffer.wrap(extensions.get(0).value());
        long asOfSize = value.getLong();
        long mapSize = value.getLong();
        byte[] keyHash = new byte[Sha256.LENGTH];
        value.get(keyHash);
        MapSnapshot snapshot = new MapSnapshot(asOfSize, mapSize, keyHash, root(event));
        if (!Arrays.equals(snapshot.event(), event)) {
            throw new LeafFormatException("expected the event of a map snapshot");
        }
        return snapshot;
    }

    private static byte[] root(byte[] event) {
        if (event.length != EVENT.length() + 2 * Sha256.LENGTH + END.length()) {
            throw new LeafFormatException("expected the event of a map snapshot");
        }
        try {
            return HexFormat.of().parseHex(new String(event, EVENT.length(), 2 * Sha256.LENGTH, US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new LeafFormatException("expected the root of a map in hexadecimal digits");
        }
    }
}
