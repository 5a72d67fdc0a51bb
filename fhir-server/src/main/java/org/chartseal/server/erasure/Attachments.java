package org.chartseal.server.erasure;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.server.integrity.LoggedVersion;
import org.chartseal.server.integrity.LoggedVersions;
import org.chartseal.server.keys.SlotId;
import org.chartseal.server.keys.SubjectSlots;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Resources with a key of their own (attachments, medications) that an erased patient's records refer to, and nobody
 * else's: they go with the patient. What refers is read from the records themselves; in doubt a resource stays.
 */
final class Attachments {
    private static final Pattern REFERENCE =
            Pattern.compile("\"([A-Z][A-Za-z]{1,40}/[A-Za-z0-9\\-.]{1,64})(?:/_history/[A-Za-z0-9\\-.]{1,64})?\"");

    private final JdbcTemplate jdbc;
    private final SubjectSlots subjects;
    private final LoggedVersions log;

    Attachments(JdbcTemplate jdbc, SubjectSlots subjects, LoggedVersions log) {
        this.jdbc = jdbc;
        this.subjects = subjects;
        this.log = log;
    }

    /** The slots of what only these versions refer to, by reference. */
    Map<String, Set<SlotId>> of(List<LoggedVersion> versions) {
        Set<String> quoted = new TreeSet<>();
        for (LoggedVersion version : versions) {
            String json = version.deletion() ? null : log.content(version);
            Matcher matcher = REFERENCE.matcher(json == null ? "" : json);
            while (matcher.find()) {
                quoted.add(matcher.group(1));
            }
        }
        // The patient's own name among them: that slot goes anyway.
        quoted.removeIf(reference -> reference.startsWith("Patient/"));
        Map<String, Set<SlotId>> found = new HashMap<>(quoted.isEmpty() ? Map.of() : subjects.slotsOf(quoted));
        Erased erased = new Erased(versions);
        found.keySet().removeIf(reference -> quotedElsewhere(reference, erased) || linkedElsewhere(reference, erased));
        return found;
    }

    private boolean quotedElsewhere(String reference, Erased erased) {
        return jdbc
                .query(
                        "select res_id, res_ver from cs_attachment where name = ?",
                        (row, i) -> new ErasureParts.Version(row.getLong(1), row.getLong(2)),
                        subjects.nameOf(reference))
                .stream()
                .anyMatch(version -> !erased.versions.contains(version));
    }

    /** References of the newest versions: also those to types that {@code cs_attachment} does not note. */
    private boolean linkedElsewhere(String reference, Erased erased) {
        int slash = reference.indexOf('/');
        return jdbc
                .queryForList(
                        "select l.SRC_RESOURCE_ID from HFJ_RES_LINK l join HFJ_RESOURCE r"
                                + " on r.RES_ID = l.TARGET_RESOURCE_ID where r.RES_TYPE = ? and r.FHIR_ID = ?",
                        Long.class,
                        reference.substring(0, slash),
                        reference.substring(slash + 1))
                .stream()
                .anyMatch(source -> !erased.resources.contains(source) || livesOn(source, erased.versions));
    }

    private boolean livesOn(Long resource, Set<ErasureParts.Version> erased) {
        return jdbc.queryForList("select RES_VER from HFJ_RESOURCE where RES_ID = ?", Long.class, resource).stream()
                .anyMatch(newest -> !erased.contains(new ErasureParts.Version(resource, newest)));
    }

    private static final class Erased {
        private final Set<ErasureParts.Version> versions = new HashSet<>();
        private final Set<Long> resources = new HashSet<>();

        Erased(Collection<LoggedVersion> all) {
            all.forEach(version -> {
                versions.add(new ErasureParts.Version(version.resourceId(), version.version()));
                resources.add(version.resourceId());
            });
        }
    }
}
