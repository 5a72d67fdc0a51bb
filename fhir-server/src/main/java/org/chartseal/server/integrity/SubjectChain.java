package org.chartseal.server.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chartseal.anchoring.log.SubjectLink;
import org.chartseal.server.keys.NoOwnerKeyException;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.sealing.Envelope;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the leaves of a patient: by the slots that their links are sealed to, and then by what the links say. */
final class SubjectChain {
    private static final String SELECT = "select leaf_index, subject_links from cs_leaf where leaf_index < ? and ";

    private final JdbcTemplate jdbc;
    private final SubjectSlots subjects;
    private final SubjectLinkSeal links;

    SubjectChain(JdbcTemplate jdbc, SubjectSlots subjects, SubjectLinkSeal links) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.links = links;
    }

    private record Row(long index, String sealed) {}

    /**
     * The leaves below an index that open as links of this patient, in the order of the patient's chain.
     *
     * @throws NoOwnerKeyException if the patient's key was destroyed
     * @throws org.chartseal.server.sealing.SealBrokenException if a row was altered
     */
    List<Long> leaves(String patient, long below) {
        Map<Long, Long> bySeq = new TreeMap<>();
        Set<SlotId> slots = subjects.slotsOf(List.of(patient)).getOrDefault(patient, Set.of());
        for (SlotId slot : slots) {
            rows("first_owner = ?", Envelope.beginning(slot), below).forEach(row -> add(patient, row, bySeq));
        }
        for (Row row : rows("first_owner not like ?", Envelope.SINGLE + "%", below)) {
            if (Envelope.ownersOf(row.sealed()).stream().anyMatch(slots::contains)) {
                add(patient, row, bySeq);
            }
        }
        return new ArrayList<>(bySeq.values());
    }

    private void add(String patient, Row row, Map<Long, Long> bySeq) {
        for (SubjectLink link : links.open(row.index(), row.sealed())) {
            if (link.subject().equals(patient)) {
                bySeq.put(link.subjectSeq(), row.index());
            }
        }
    }

    private List<Row> rows(String where, String owner, long below) {
        return jdbc.query(SELECT + where, (row, i) -> new Row(row.getLong(1), row.getString(2)), below, owner);
    }
}
