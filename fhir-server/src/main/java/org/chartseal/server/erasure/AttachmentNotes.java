package org.chartseal.server.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.sealing.OwnerRule;
import org.chartseal.server.sealing.VersionBody;
import org.chartseal.server.sealing.VersionSink;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Notes which version quotes which resource that is never a patient's by itself, under its keyed name: so that an erasure
 * knows whether anybody else refers to it. Wider than what counts as a reference: in doubt a resource is kept.
 */
final class AttachmentNotes implements VersionSink {
    private static final Pattern QUOTED =
            Pattern.compile("[\"/]([A-Z][A-Za-z]{1,40})/([A-Za-z0-9\\-.]{1,64})(?=[\"/#|?])");

    private final JdbcTemplate jdbc;
    private final SubjectSlots subjects;

    AttachmentNotes(JdbcTemplate jdbc, SubjectSlots subjects) {
        this.jdbc = jdbc;
        this.subjects = subjects;
    }

    @Override
    public void accept(List<Version> versions) {
        List<Object[]> rows = new ArrayList<>();
        for (Version version : versions) {
            for (String reference : quoted(version.body())) {
                rows.add(new Object[] {subjects.nameOf(reference), version.resourceId(), version.version()});
            }
        }
        if (!rows.isEmpty()) {
            jdbc.batchUpdate("insert into cs_attachment (name, res_id, res_ver) values (?, ?, ?)", rows);
        }
    }

    private static Set<String> quoted(@Nullable VersionBody body) {
        Set<String> references = new TreeSet<>();
        Set<String> types = OwnerRule.keepingToThemselves();
        Matcher matcher = QUOTED.matcher(body == null ? "" : body.text());
        while (matcher.find()) {
            if (types.contains(matcher.group(1))) {
                references.add(matcher.group(1) + "/" + matcher.group(2));
            }
        }
        return references;
    }
}
