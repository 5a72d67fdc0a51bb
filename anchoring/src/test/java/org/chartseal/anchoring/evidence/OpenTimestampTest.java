package org.chartseal.anchoring.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.log.TestLog;
import org.junit.jupiter.api.Test;

/** Timestamp files made by hand. */
class OpenTimestampTest {
    private static final byte[] DIGEST = TestLog.sha("checkpoint");
    private static final byte[] SHA256 = {8};
    private static final byte[] FORK = {(byte) 0xff};

    @Test
    void theOperationsLeadToAnArchivedBlock() {
        byte[] root = Sha256.hash(Sha256.hash(new byte[] {7}, DIGEST, new byte[] {1, 2}));
        byte[] file = file(OtsFile.prepend(7), OtsFile.append(1, 2), SHA256, SHA256, OtsFile.bitcoin(820_000));
        BitcoinHeader header = new BitcoinHeader(820_000, root, 1_702_180_644);
        assertThat(verify(file, new BitcoinHeader(819_999, root, 1), header)).isEqualTo(header);
        refused(file, "the timestamp leads to no archived block of Bitcoin", new BitcoinHeader(820_000, DIGEST, 1));
        refused(file, "the timestamp leads to no archived block of Bitcoin");
        assertThatThrownBy(() -> new OpenTimestamp(file).verify(TestLog.sha("other"), List.of(header)))
                .isInstanceOf(EvidenceException.class)
                .hasMessage("the timestamp is of another text");
    }

    @Test
    void pendingAndUnknownAttestationsNeverCountNorHideOthers() {
        byte[] pending = OtsFile.pending("https://calendar.example");
        byte[] unknown = OtsFile.attestation("0102030405060708", new byte[] {1, 2, 3});
        refused(file(pending), "the timestamp waits for a block of Bitcoin", new BitcoinHeader(1, DIGEST, 1));
        refused(file(FORK, unknown, pending), "the timestamp waits for a block of Bitcoin");
        byte[] both = file(FORK, pending, FORK, SHA256, unknown, SHA256, OtsFile.bitcoin(1));
        assertThat(verify(both, new BitcoinHeader(1, Sha256.hash(DIGEST), 5)).time())
                .isEqualTo(5);
    }

    @Test
    void whatIsWrittenIsWhatIsWrittenByHand() {
        OpenTimestampTree confirmed = OpenTimestampTree.prepend(
                new byte[] {7},
                OpenTimestampTree.append(
                        new byte[] {1, 2}, OpenTimestampTree.sha256(OpenTimestampTree.bitcoin(820_000))));
        OpenTimestampTree both =
                OpenTimestampTree.pending("https://calendar.example").and(confirmed);
        assertThat(both.file(DIGEST).file())
                .isEqualTo(file(
                        FORK,
                        OtsFile.pending("https://calendar.example"),
                        OtsFile.prepend(7),
                        OtsFile.append(1, 2),
                        SHA256,
                        OtsFile.bitcoin(820_000)));
        BitcoinHeader header =
                new BitcoinHeader(820_000, Sha256.hash(new byte[] {7}, DIGEST, new byte[] {1, 2}), 1_702_180_644);
        assertThat(both.file(DIGEST).verify(DIGEST, List.of(header))).isEqualTo(header);
        assertThatThrownBy(() -> OpenTimestampTree.append(new byte[0], confirmed))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void weakHashesOnTheWayDoNotCount() {
        for (int weak : new int[] {2, 3}) {
            refused(
                    file(new byte[] {(byte) weak}, SHA256, OtsFile.bitcoin(1)),
                    "the timestamp waits for a block of Bitcoin");
        }
        byte[] others = file(new byte[] {(byte) 0xf2, (byte) 0xf3, 0x67}, SHA256, OtsFile.bitcoin(1));
        refused(others, "the timestamp leads to no archived block of Bitcoin");
    }

    @Test
    void whatIsCutChangedOrLongerIsRefused() {
        byte[] file = file(OtsFile.prepend(7), SHA256, OtsFile.bitcoin(300));
        BitcoinHeader header = new BitcoinHeader(300, Sha256.hash(new byte[] {7}, DIGEST), 1);
        assertThat(verify(file, header)).isEqualTo(header);
        for (int length = 0; length <= file.length + 1; length++) {
            if (length != file.length) {
                byte[] cut = Arrays.copyOf(file, length);
                assertThatThrownBy(() -> verify(cut, header)).isInstanceOf(EvidenceException.class);
            }
        }
        Random random = new Random(8);
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> verify(changed, header)).as("byte %d", i).isInstanceOf(EvidenceException.class);
        }
        byte[] deep = new byte[5000];
        Arrays.fill(deep, (byte) 8);
        refused(file(deep), "the timestamp is malformed");
        refused(file(new byte[65_536]), "the timestamp is malformed");
        byte[] growing = new byte[20];
        Arrays.fill(growing, (byte) 0xf3);
        refused(file(growing), "the timestamp is malformed");
    }

    private static byte[] file(byte[]... tree) {
        return OtsFile.of(DIGEST, SyntheticBlock.concat(tree));
    }

    private static BitcoinHeader verify(byte[] file, BitcoinHeader... archive) {
        return new OpenTimestamp(file).verify(DIGEST, List.of(archive));
    }

    private static void refused(byte[] file, String reason, BitcoinHeader... archive) {
        assertThatThrownBy(() -> verify(file, archive))
                .isInstanceOf(EvidenceException.class)
                .hasMessage(reason);
    }
}
