package org.chartseal.anchoring.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TilePathTest {
    @Test
    void readsWhatItWrites() {
        for (long index : new long[] {0, 1, 999, 1000, 1_234_067, 999_999_999, 1_000_000_000L}) {
            for (int level : new int[] {TilePath.ENTRIES, 0, 1, 5, 10, 63}) {
                for (int width : new int[] {1, 17, 255, 256}) {
                    TilePath path = new TilePath(level, index, width);
                    assertThat(TilePath.parse(path.text())).hasValue(path);
                }
            }
        }
        assertThat(new TilePath(0, 1_234_067, 256).text()).isEqualTo("0/x001/x234/067");
        assertThat(new TilePath(TilePath.ENTRIES, 7, 3).text()).isEqualTo("entries/007.p/3");
    }

    @Test
    void refusesOtherSpellings() {
        for (String other : List.of(
                "",
                "0",
                "0/",
                "0/1",
                "0/0001",
                "00/001",
                "64/001",
                "0/x000/001",
                "0/x001",
                "0/001/002",
                "0/001.p/0",
                "0/001.p/256",
                "0/001.p/01",
                "0/001.p/",
                "entry/001",
                "0/001/",
                "/0/001",
                "0/x1/001",
                "-1/001",
                "0/001.p/1.p/1")) {
            assertThat(TilePath.parse(other)).as(other).isEmpty();
        }
    }
}
