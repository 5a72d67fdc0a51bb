package org.chartseal.server.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.log.Checkpoint;
import org.chartseal.anchoring.log.CheckpointSigner;
import org.chartseal.anchoring.log.CosignatureSigner;
import org.chartseal.anchoring.log.NoteSignature;
import org.chartseal.anchoring.log.SignedCheckpoint;
import org.chartseal.server.integrity.ClinicalDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines of witnesses below checkpoints, on one kind of database. */
abstract class CosignaturesContract {
    private static final String NORTH = "0x" + "aa".repeat(20);
    private static final String SOUTH = "0x" + "bb".repeat(20);
    private static final String WEST = "0x" + "cc".repeat(20);
    private static final CosignatureSigner NORTH_KEY = CosignatureSigner.fromSeed("witness.north", new byte[32]);
    private static final CosignatureSigner SOUTH_KEY = CosignatureSigner.fromSeed("witness.south", seed(1));
    private static final Checkpoint CHECKPOINT = new Checkpoint("log.example", 7, new byte[32]);
    private static final SignedCheckpoint SIGNED =
            CheckpointSigner.fromSeed("log.example", seed(9)).sign(CHECKPOINT);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private ClinicalDatabase database;

    abstract ClinicalDatabase newDatabase();

    @BeforeEach
    void open() {
        database = newDatabase();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void goodLinesAreShownBelowTheLogsOwn() {
        Cosignatures cosignatures = of(NORTH_KEY, SOUTH_KEY);
        assertThat(cosignatures.below(SIGNED).text()).isEqualTo(SIGNED.text());
        String first = NORTH_KEY.sign(CHECKPOINT, 1).line();
        String second = NORTH_KEY.sign(CHECKPOINT, 2).line();
        String south = SOUTH_KEY.sign(CHECKPOINT, 3).line();
        assertThat(cosignatures.take(NORTH, CHECKPOINT, first, NOW)).isTrue();
        assertThat(cosignatures.take(NORTH, CHECKPOINT, second, NOW)).isTrue();
        assertThat(cosignatures.take(SOUTH, CHECKPOINT, south, NOW)).isTrue();
        assertThat(cosignatures.below(SIGNED).text()).isEqualTo(SIGNED.text() + second + "\n" + south + "\n");
        Checkpoint other = new Checkpoint("log.example", 8, new byte[32]);
        assertThat(cosignatures
                        .below(CheckpointSigner.fromSeed("log.example", seed(9)).sign(other))
                        .signatures())
                .hasSize(1);
    }

    @Test
    void linesOfAnotherKeyTextOrMemberAreRefused() {
        Cosignatures cosignatures = of(NORTH_KEY, SOUTH_KEY);
        NoteSignature good = NORTH_KEY.sign(CHECKPOINT, 1);
        byte[] altered = good.signature().clone();
        altered[7] ^= 1;
        for (String bad : List.of(
                "",
                "no line",
                SOUTH_KEY.sign(CHECKPOINT, 1).line(),
                NORTH_KEY
                        .sign(new Checkpoint("log.example", 8, new byte[32]), 1)
                        .line(),
                SIGNED.signatures().get(0).line(),
                new NoteSignature(good.keyName(), good.keyId(), altered).line(),
                new NoteSignature(good.keyName(), good.keyId(), Arrays.copyOf(altered, 71)).line())) {
            assertThat(cosignatures.take(NORTH, CHECKPOINT, bad, NOW)).as(bad).isFalse();
        }
        // A member whose key is not configured: nothing to check by, and nothing to show.
        assertThat(cosignatures.take(WEST, CHECKPOINT, good.line(), NOW)).isTrue();
        assertThat(cosignatures.below(SIGNED).signatures()).hasSize(1);
    }

    @Test
    void whatIsNotTodaysOrWasAlteredIsNotShown() {
        of(NORTH_KEY, SOUTH_KEY)
                .take(NORTH, CHECKPOINT, NORTH_KEY.sign(CHECKPOINT, 1).line(), NOW);
        CosignatureSigner newKey = CosignatureSigner.fromSeed("witness.north", seed(5));
        assertThat(of(newKey, SOUTH_KEY).below(SIGNED).signatures()).hasSize(1);
        assertThat(of(NORTH_KEY, SOUTH_KEY).below(SIGNED).signatures()).hasSize(2);
        database.jdbc().update("update cs_cosignature set line = 'x'");
        assertThat(of(NORTH_KEY, SOUTH_KEY).below(SIGNED).signatures()).hasSize(1);
    }

    @Test
    void aKeyThatIsNoCosignersDoesNotStart() {
        assertThatThrownBy(() -> new WitnessProperties.Member(
                        "north",
                        NORTH,
                        CheckpointSigner.fromSeed("log.example", seed(9))
                                .verifier()
                                .vkey()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of type 4");
    }

    private Cosignatures of(CosignatureSigner north, CosignatureSigner south) {
        return new Cosignatures(
                new CosignatureTable(database.jdbc()),
                new WitnessProperties(
                        List.of(
                                new WitnessProperties.Member(
                                        "north", NORTH, north.cosigner().vkey()),
                                new WitnessProperties.Member(
                                        "south", SOUTH, south.cosigner().vkey()),
                                new WitnessProperties.Member("west", WEST, null)),
                        2,
                        Duration.ofDays(7),
                        Duration.ofHours(1)));
    }

    private static byte[] seed(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) number;
        return seed;
    }
}
