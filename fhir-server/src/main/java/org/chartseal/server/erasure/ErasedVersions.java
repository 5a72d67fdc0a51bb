package org.chartseal.server.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.sealing.Envelope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds what an erasure takes with it: the versions that no other key opens, and what only they refer to. */
final class ErasedVersions {
    private static final Pattern BINARY = Pattern.compile("\"(Binary/[A-Za-z0-9\\-.]{1,64})(?:/_history/[0-9]+)?\"");
    private static final String SINGLE_OWNER = "cs1:AQAB%";

    private final JdbcTemplate jdbc;
    private final SubjectSlots subjects;
    private final LeafContent content;

    /** Reads the canonical JSON of a leaf, null if it does not open. */
    interface LeafContent {
        @Nullable
        String of(long leafIndex);
    }

    /**
     * A version that nothing opens once the slots are destroyed.
     *
     * @param leafIndex its leaf, null until it is sequenced
     */
    record Version(long resourceId, long version, @Nullable Long leafIndex) {}

    ErasedVersions(JdbcTemplate jdbc, SubjectSlots subjects, LeafContent content) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.content = content;
    }

    /** The versions whose owners are all among these slots. */
    List<Version> of(Set<SlotId> slots) {
        List<Version> versions = new ArrayList<>();
        for (SlotId slot : slots) {
            find("first_owner = ?", Envelope.beginning(slot), slots, versions);
        }
        find("first_owner not like ?", SINGLE_OWNER, slots, versions);
        return versions;
    }

    private void find(String condition, String argument, Set<SlotId> slots, List<Version> versions) {
        jdbc.query(
                "select res_id, res_ver, leaf_index, sealed from cs_pending where res_id is not null and " + condition,
                row -> {
                    if (slots.containsAll(Envelope.ownersOf(row.getString(4)))) {
                        long leaf = row.getLong(3);
                        versions.add(
                                new Version(row.getLong(1), row.getLong(2), row.getObject(3) == null ? null : leaf));
                    }
                },
                argument);
    }

    /**
     * Slots of resources with a key of their own that nothing else refers to: attachments, medications. A Binary counts
     * as referred to by these versions alone.
     */
    Set<SlotId> attached(List<Version> versions) {
        Set<Long> resources = new HashSet<>();
        versions.forEach(version -> resources.add(version.resourceId()));
        Set<String> references = new TreeSet<>();
        resources.forEach(resource -> references.addAll(onlyReferredToBy(resource, resources)));
        for (Version version : versions) {
            String json = version.leafIndex() == null ? null : content.of(version.leafIndex());
            Matcher matcher = BINARY.matcher(json == null ? "" : json);
            while (matcher.find()) {
                references.add(matcher.group(1));
            }
        }
        return references.isEmpty()
                ? Set.of()
                : new TreeSet<>(subjects.slotsOf(references).values());
    }

    private Collection<String> onlyReferredToBy(long resource, Set<Long> resources) {
        Map<Long, String> targets = new HashMap<>();
        jdbc.query(
                "select r.RES_ID, r.RES_TYPE, r.FHIR_ID from HFJ_RES_LINK l join HFJ_RESOURCE r"
                        + " on r.RES_ID = l.TARGET_RESOURCE_ID where l.SRC_RESOURCE_ID = ? and r.RES_TYPE <> 'Patient'",
                row -> {
                    targets.put(row.getLong(1), row.getString(2) + "/" + row.getString(3));
                },
                resource);
        targets.keySet()
                .removeIf(target -> !resources.containsAll(jdbc.queryForList(
                        "select SRC_RESOURCE_ID from HFJ_RES_LINK where TARGET_RESOURCE_ID = ?", Long.class, target)));
        return targets.values();
    }

    /** Those resources that have a version which is not among these. */
    Set<Long> withOtherVersions(Set<Long> resources, List<Version> versions) {
        Map<Long, Long> counts = new HashMap<>();
        versions.forEach(version -> counts.merge(version.resourceId(), 1L, Long::sum));
        Set<Long> others = new HashSet<>();
        for (Long resource : resources) {
            Long all = jdbc.queryForObject("select count(*) from cs_pending where res_id = ?", Long.class, resource);
            if (all != null && all > counts.getOrDefault(resource, 0L)) {
                others.add(resource);
            }
        }
        return others;
    }

    /** How many versions sealed to these slots alone wait for their leaf. */
    long unsequenced(Set<SlotId> slots) {
        return of(slots).stream().filter(version -> version.leafIndex() == null).count();
    }
}
