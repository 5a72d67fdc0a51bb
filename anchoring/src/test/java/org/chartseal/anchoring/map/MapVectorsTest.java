package org.chartseal.anchoring.map;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.JsonText;
import org.junit.jupiter.api.Test;

/** The golden maps of 0, 1, 2, 3 and 9 heads, as the second implementation wrote them. */
class MapVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void bothImplementationsMakeTheGoldenMaps() throws IOException {
        String golden =
                new String(MapVectorsTest.class.getResourceAsStream("map.json").readAllBytes(), UTF_8);
        assertThat(plain()).isEqualTo(golden);
        for (int size : List.of(0, 1, 2, 3, 9)) {
            TestMap map = TestMap.of(size);
            assertThat(golden)
                    .contains("\"root\":\"" + HEX.formatHex(map.snapshot(0).root()) + "\"");
            for (int i = 0; i < size; i++) {
                KeyedHead head = KeyedHead.at(map.allHeads(), i);
                assertThat(golden)
                        .contains("\"key\":\"" + HEX.formatHex(head.key()) + "\"")
                        .contains("\"value\":\"" + HEX.formatHex(head.head().commitment(TestMap.KEYS.salt(head.key())))
                                + "\"");
            }
        }
    }

    private static String plain() {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (int size : List.of(0, 1, 2, 3, 9)) {
            PlainMap plain = new PlainMap(TestMap.KEYS.mapKey(), TestMap.KEYS.valueKey());
            List<Map<String, String>> heads = new ArrayList<>();
            TestMap.of(size).heads.forEach((name, head) -> {
                int space = name.space() == HeadSpace.VERSION ? 1 : 2;
                byte[] value = plain.put(space, name.reference(), head.seq(), head.leafHash());
                Map<String, String> json = new LinkedHashMap<>();
                json.put("space", Integer.toString(space));
                json.put("reference", name.reference());
                json.put("seq", Long.toString(head.seq()));
                json.put("leafHash", HEX.formatHex(head.leafHash()));
                json.put("key", HEX.formatHex(plain.key(space, name.reference())));
                json.put("value", HEX.formatHex(value));
                heads.add(json);
            });
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("heads", heads);
            map.put("root", HEX.formatHex(plain.root()));
            maps.add(map);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mapKey", HEX.formatHex(TestMap.KEYS.mapKey()));
        json.put("valueKey", HEX.formatHex(TestMap.KEYS.valueKey()));
        json.put("maps", maps);
        return JsonText.of(json) + "\n";
    }

    /** Writes the file of a new format: give its path. */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), plain());
    }
}
