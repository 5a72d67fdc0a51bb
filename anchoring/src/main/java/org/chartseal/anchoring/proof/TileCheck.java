package org.chartseal.anchoring.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.log.CompactRange;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.Tile;
import org.chartseal.anchoring.log.TilePath;

/**
 * Compares the tiles that a server keeps with those its leaves make: proofs and monitors live on tiles, an audit of leaves
 * alone would never look at one. Memory: one tile a level.
 */
public final class TileCheck implements RunningCheck {
    private static final int HASH = 32;

    private final Source source;
    private final List<List<byte[]>> levels = new ArrayList<>();
    private final List<Long> widths = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private boolean partly;

    /** Where tiles are had from. */
    @FunctionalInterface
    public interface Source {
        /** The hashes of a tile, concatenated. */
        byte[] tile(TilePath path) throws IOException;
    }

    public TileCheck(Source source) {
        this.source = source;
    }

    /** Tiles are made of all leaves: those of a part are not compared. */
    @Override
    public void resumed(long walked) {
        partly = walked > 0;
    }

    @Override
    public void grown(CompactRange tree, byte[] leafHash) {
        if (partly) {
            return;
        }
        byte[] hash = leafHash;
        for (int level = 0; ; level++) {
            if (levels.size() == level) {
                levels.add(new ArrayList<>());
                widths.add(0L);
            }
            List<byte[]> tile = levels.get(level);
            tile.add(hash);
            if (tile.size() < Tile.WIDTH) {
                return;
            }
            compare(level, tile);
            hash = MerkleTree.root(tile);
            tile.clear();
            widths.set(level, widths.get(level) + 1);
        }
    }

    private void compare(int level, List<byte[]> tile) {
        TilePath path = new TilePath(level, widths.get(level), tile.size());
        byte[] expected = new byte[tile.size() * HASH];
        for (int i = 0; i < tile.size(); i++) {
            System.arraycopy(tile.get(i), 0, expected, i * HASH, HASH);
        }
        try {
            if (!Arrays.equals(expected, source.tile(path))) {
                findings.add(new Finding(
                        Verdict.TAMPERED,
                        "tile " + path.text() + " is not made of the leaves: no proof through it holds"));
            }
        } catch (IOException e) {
            findings.add(new Finding(Verdict.WITHHELD, "tile " + path.text() + " is not shown: " + e.getMessage()));
        }
    }

    @Override
    public List<Finding> conclude(long size, boolean asSigned) {
        for (int level = 0; level < levels.size(); level++) {
            if (!levels.get(level).isEmpty()) {
                compare(level, levels.get(level));
            }
        }
        return List.copyOf(findings);
    }
}
