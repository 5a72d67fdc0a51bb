package org.chartseal.server.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ByteSearchTest {
    private static final String FAMILY = "Zauberwörtlich";
    private final RecordValues values = new RecordValues(Set.of());
    private final Needles needles;

    ByteSearchTest() throws IOException {
        values.add(new ObjectMapper()
                .readTree("{\"resourceType\":\"Patient\",\"id\":\"someidentity\",\"name\":[{\"family\":\"" + FAMILY
                        + "\",\"given\":[\"Geheim\"]}],\"birthDate\":\"1970-02-03\"}"));
        needles = new Needles(values, LocalDate.of(2020, 1, 1));
    }

    private Hits search(byte[] bytes) {
        Hits hits = new Hits();
        new ByteSearch(needles, new BitSet(), hits).bytes("place", bytes);
        return hits;
    }

    @Test
    void findsAValueHoweverItIsWritten() {
        byte[] utf8 = FAMILY.getBytes(StandardCharsets.UTF_8);
        byte[][] writings = {
            ("x" + FAMILY + "y").getBytes(StandardCharsets.UTF_8),
            "ZAUBERWORTLICH".getBytes(StandardCharsets.UTF_8),
            FAMILY.getBytes(StandardCharsets.UTF_16LE),
            FAMILY.getBytes(StandardCharsets.UTF_16BE),
            HexFormat.of().formatHex(utf8).getBytes(StandardCharsets.US_ASCII),
            "family=Zauberw%C3%B6rtlich&".getBytes(StandardCharsets.US_ASCII),
            Base64.getEncoder().encode(("a" + FAMILY + "bc").getBytes(StandardCharsets.UTF_8)),
            Base64.getUrlEncoder().encode(("ab" + FAMILY).getBytes(StandardCharsets.UTF_8)),
            Base64.getEncoder().encode(("abc" + FAMILY + "d").getBytes(StandardCharsets.UTF_8))
        };
        for (byte[] writing : writings) {
            assertThat(search(writing).values().cardinality())
                    .as(new String(writing, StandardCharsets.ISO_8859_1))
                    .isEqualTo(1);
        }
    }

    @Test
    void findsABirthDateAndNoId() {
        assertThat(search("born 1970-02-03.".getBytes(StandardCharsets.UTF_8))
                        .byPlace(ValueClass.BIRTH_DATE, p -> true))
                .containsEntry("place", 1L);
        assertThat(search("someidentity".getBytes(StandardCharsets.UTF_8))
                        .values()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aShortValueWithinEncryptedTextIsChance() {
        String sealed = "QUJD".repeat(40);
        assertThat(search((sealed + "Geheim" + sealed).getBytes(StandardCharsets.UTF_8))
                        .values()
                        .isEmpty())
                .isTrue();
        assertThat(search("its name is Geheim, they say".getBytes(StandardCharsets.UTF_8))
                        .values()
                        .isEmpty())
                .isFalse();
    }

    @Test
    void findsWhatLiesAcrossTheBuffersOfAFile(@TempDir Path directory) throws IOException {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        byte[] value = FAMILY.getBytes(StandardCharsets.UTF_8);
        for (int at = (1 << 20) - 160; at < (1 << 20) + 160; at += 7) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.write(noise, 0, at);
            file.writeBytes(value);
            file.write(noise, at, noise.length - at);
            Files.write(directory.resolve("noise"), file.toByteArray());
            Hits hits = new Hits();
            new ByteSearch(needles, new BitSet(), hits).files(directory, path -> "file");
            assertThat(hits.values().cardinality()).as("at " + at).isEqualTo(1);
        }
    }
}
