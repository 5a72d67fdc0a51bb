package org.chartseal.server.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.chartseal.anchoring.chain.Anchor;
import org.chartseal.anchoring.chain.AnchorOutbox;
import org.chartseal.anchoring.chain.PendingAnchor;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.evidence.TimestampToken;
import org.chartseal.anchoring.proof.EvidenceText;
import org.chartseal.server.integrity.ClinicalDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evidence beside the outbox, on one kind of database. */
abstract class EvidenceTableContract {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String AUTHORITY = "Time Stamps, Inc.";

    private ClinicalDatabase database;
    private EvidenceTable table;
    private AnchorOutbox outbox;

    abstract ClinicalDatabase newDatabase();

    @BeforeEach
    void open() {
        database = newDatabase();
        table = new EvidenceTable(database.jdbc());
        outbox = database.outbox();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsOnePieceAKindAndSource() {
        Anchor anchor = finish(1, "aa");
        table.keep(anchor, EvidenceTable.CHAIN, receipt(1), NOW);
        table.keep(anchor, EvidenceTable.CHAIN, receipt(2), NOW.plusSeconds(1));
        table.keep(anchor, AUTHORITY, token(3), NOW.plusSeconds(2));
        table.keep(anchor, "another", token(4), NOW.plusSeconds(3));
        assertThat(table.of(anchor))
                .map(EvidenceText::of)
                .containsExactlyInAnyOrder(text(2), text(token(3)), text(token(4)));
        assertThat(table.has(anchor, EvidenceTable.TOKEN, AUTHORITY)).isTrue();
        assertThat(table.has(anchor, EvidenceTable.TOKEN, "a third")).isFalse();
        assertThat(table.lastTaken(EvidenceTable.TOKEN, AUTHORITY)).contains(NOW.plusSeconds(2));
        assertThat(table.lastTaken(EvidenceTable.TOKEN, "a third")).isEmpty();
        assertThat(table.of(finish(2, "bb"))).isEmpty();
    }

    @Test
    void asksAgainForTheReceiptOfAnAnchorThatMoved() {
        Anchor anchor = finish(1, "aa");
        outbox.open(pending(2));
        assertThat(table.withoutReceipt(10)).containsExactly(1L);
        table.keep(anchor, EvidenceTable.CHAIN, receipt(1), NOW);
        table.keep(anchor, AUTHORITY, token(1), NOW);
        assertThat(table.withoutReceipt(10)).isEmpty();
        outbox.relocate(1, anchor(1, "cc"));
        Anchor moved = outbox.finished(1).orElseThrow().anchor();
        assertThat(table.withoutReceipt(10)).containsExactly(1L);
        assertThat(table.of(moved)).map(EvidenceText::of).containsExactly(text(token(1)));
        table.keep(moved, EvidenceTable.CHAIN, receipt(2), NOW);
        assertThat(table.withoutReceipt(10)).isEmpty();
        assertThat(table.of(moved)).hasSize(2);
    }

    @Test
    void findsTheFirstAnchorThatHasAll() {
        for (int i = 1; i <= 4; i++) {
            Anchor anchor = finish(i, "0" + i);
            if (i != 1) {
                table.keep(anchor, EvidenceTable.CHAIN, receipt(i), NOW);
            }
            if (i >= 3) {
                table.keep(anchor, AUTHORITY, token(i), NOW);
            }
        }
        database.jdbc()
                .update("insert into cs_cosignature (tree_size, member, line, received) values (40, 'm', 'l', now())");
        assertThat(table.withoutReceipt(10)).containsExactly(1L);
        assertThat(table.firstComplete(1, List.of(), 0)).contains(2L);
        assertThat(table.firstComplete(20, List.of(), 0)).contains(2L);
        assertThat(table.firstComplete(21, List.of(), 0)).contains(3L);
        assertThat(table.firstComplete(1, List.of(AUTHORITY), 0)).contains(3L);
        assertThat(table.firstComplete(1, List.of(AUTHORITY), 1)).contains(4L);
        assertThat(table.firstComplete(1, List.of(AUTHORITY, "another"), 0)).isEmpty();
        assertThat(table.firstComplete(41, List.of(), 0)).isEmpty();
        outbox.relocate(2, anchor(2, "ff"));
        assertThat(table.firstComplete(1, List.of(), 0)).contains(3L);
    }

    @Test
    void findsNoTreeThatIsNotFinal() {
        outbox.open(pending(1));
        assertThat(table.withoutReceipt(10)).isEmpty();
        assertThat(table.firstComplete(1, List.of(), 0)).isEmpty();
    }

    @Test
    void namesTheNewestFirst() {
        for (int i = 1; i <= 5; i++) {
            finish(i, "0" + i);
        }
        assertThat(table.withoutReceipt(3)).containsExactly(5L, 4L, 3L);
    }

    @Test
    void showsNothingThatSomebodyAltered() {
        Anchor anchor = finish(1, "aa");
        table.keep(anchor, AUTHORITY, token(1), NOW);
        database.jdbc().update("update cs_anchor_evidence set item = ?", (Object) new byte[] {'{', '}'});
        assertThat(table.of(anchor)).isEmpty();
        assertThatThrownBy(() -> table.keep(anchor, AUTHORITY, new TimestampToken(new byte[60_000]), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected evidence of at most 65536 bytes");
    }

    private Anchor finish(long sequence, String block) {
        outbox.open(pending(sequence));
        outbox.finish(sequence, anchor(sequence, block));
        return outbox.finished(sequence).orElseThrow().anchor();
    }

    private static PendingAnchor pending(long sequence) {
        return new PendingAnchor(sequence, "0x" + "0f".repeat(32), 10 * sequence, "ab".repeat(32));
    }

    private static Anchor anchor(long sequence, String block) {
        return new Anchor(
                sequence,
                10 * sequence,
                "ab".repeat(32),
                5,
                "0x" + block.repeat(32),
                1_700_000_005,
                "0x" + "cd".repeat(32));
    }

    private static ReceiptProof receipt(int number) {
        return new ReceiptProof(new byte[] {(byte) number}, 1, 2, new byte[] {3}, List.of(new byte[] {4}));
    }

    private static TimestampToken token(int number) {
        return new TimestampToken(new byte[] {(byte) number});
    }

    private static String text(int receipt) {
        return text(receipt(receipt));
    }

    private static String text(EvidenceItem item) {
        return EvidenceText.of(item);
    }
}
