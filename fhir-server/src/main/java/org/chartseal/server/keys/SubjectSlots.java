package org.chartseal.server.keys;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chartseal.server.keys.SlotViews.View;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whose slot is whose. An assignment is made in the clinical transaction that first needs it, so that it commits or
 * vanishes with the rows sealed under it; the table holds a keyed hash of the subject's reference, never the reference.
 */
public final class SubjectSlots {
    private static final HexFormat HEX = HexFormat.of();

    private final KeySlots slots;
    private final SlotNames names;
    private final SlotRows rows;
    private final SlotViews views;

    /**
     * @param jdbc the clinical database, taking part in the current transaction
     * @param postgres whether that database is PostgreSQL
     */
    public SubjectSlots(JdbcTemplate jdbc, boolean postgres, KeySlots slots, SystemKeys systemKeys) {
        this.slots = slots;
        this.names = new SlotNames(systemKeys);
        this.rows = new SlotRows(jdbc, postgres, names, Clock.systemUTC());
        this.views = new SlotViews(rows);
    }

    /**
     * The data keys of these subjects, in the order given, assigning a slot to each that has none.
     *
     * @param subjects references such as {@code Patient/p1}, or {@code system/directory} for what belongs to no patient
     * @throws KeyUnavailableException if the key of an assigned slot is missing or does not open, or if somebody else made
     *     or altered an assignment
     */
    public List<DataKey> keysOf(Collection<String> subjects) {
        View view = views.current();
        Map<String, SlotId> assigned = existing(view, new LinkedHashSet<>(subjects));
        for (String subject : subjects) {
            assigned.computeIfAbsent(subject, this::assign);
        }
        Map<SlotId, DataKey> opened = slots.open(Set.copyOf(assigned.values()));
        if (!opened.keySet().containsAll(assigned.values())) {
            // Outside of a transaction nothing says that a slot was left for another meanwhile.
            view.slots().invalidateAll(subjects);
            assigned = existing(view, new LinkedHashSet<>(subjects));
            opened = slots.open(Set.copyOf(assigned.values()));
        }
        return inOrder(subjects, assigned, opened);
    }

    private static List<DataKey> inOrder(
            Collection<String> subjects, Map<String, SlotId> assigned, Map<SlotId, DataKey> opened) {
        return subjects.stream()
                .map(subject -> {
                    SlotId slot = assigned.get(subject);
                    if (slot == null) {
                        throw new IllegalStateException("A subject was left without a slot");
                    }
                    DataKey key = opened.get(slot);
                    if (key == null) {
                        throw new NoOwnerKeyException(Set.of(slot));
                    }
                    return key;
                })
                .toList();
    }

    /**
     * The slots that what was sealed to these is to be sealed to now, in the view of the current transaction: a slot that
     * was left gives its successor, any other one itself.
     */
    public Set<SlotId> current(Collection<SlotId> old) {
        Map<SlotId, SlotId> successors = views.current().successors();
        Set<SlotId> now = new HashSet<>();
        old.forEach(slot -> now.add(successors.getOrDefault(slot, slot)));
        return now;
    }

    /**
     * The slots of those subjects that have any, whether or not their keys are still there: the subject's own, and the one
     * that it is about to leave. Read anew at each call.
     */
    public Map<String, Set<SlotId>> slotsOf(Collection<String> subjects) {
        Map<String, Set<SlotId>> found = new HashMap<>();
        for (String subject : new LinkedHashSet<>(subjects)) {
            byte[] name = names.nameOf(subject);
            Set<SlotId> all = new HashSet<>(rows.of(Set.of(HEX.formatHex(name))).values());
            rows.successionsOf(name).forEach(change -> all.add(change.old()));
            if (!all.isEmpty()) {
                found.put(subject, all);
            }
        }
        return found;
    }

    /**
     * As {@link #slotsOf}, all together, by keyed names; and none of them is given another slot until the current
     * transaction ends.
     */
    public Set<SlotId> lock(Collection<byte[]> subjectNames) {
        Set<String> ascending = new TreeSet<>();
        subjectNames.forEach(name -> ascending.add(HEX.formatHex(name)));
        Set<SlotId> all = new HashSet<>();
        for (String hex : ascending) {
            byte[] name = HEX.parseHex(hex);
            rows.lock(name).ifPresent(all::add);
            rows.successionsOf(name).forEach(change -> all.add(change.old()));
        }
        return all;
    }

    private Map<String, SlotId> existing(View view, Set<String> subjects) {
        Map<String, SlotId> found = new HashMap<>();
        Map<String, String> unknown = new HashMap<>();
        for (String subject : subjects) {
            SlotId known = view.slots().getIfPresent(subject);
            if (known == null) {
                unknown.put(HEX.formatHex(names.nameOf(subject)), subject);
            } else {
                found.put(subject, known);
            }
        }
        // A row of this very transaction may yet be rolled back.
        boolean clean = !views.assignedHere();
        rows.of(unknown.keySet()).forEach((name, slot) -> {
            String subject = unknown.get(name);
            if (subject != null) {
                found.put(subject, slot);
                if (clean) {
                    view.slots().put(subject, slot);
                }
            }
        });
        return found;
    }

    private SlotId assign(String subject) {
        View view = views.current();
        SlotId fresh = slots.take().slotId();
        byte[] name = names.nameOf(subject);
        if (!rows.insertIfAbsent(name, fresh)) {
            return rows.of(Set.of(HEX.formatHex(name))).values().stream()
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("A concurrent slot assignment vanished"));
        }
        views.onCommit(() -> view.slots().put(subject, fresh));
        return fresh;
    }

    /** The name under which tables keep what belongs to a subject: a keyed hash of its reference, 32 bytes. */
    public byte[] nameOf(String subject) {
        return names.nameOf(subject);
    }

    SlotRows rows() {
        return rows;
    }

    SlotViews views() {
        return views;
    }
}
