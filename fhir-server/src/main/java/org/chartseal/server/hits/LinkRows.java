package org.chartseal.server.hits;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What HAPI's rows say of resources, by name: to look where a proof may be, and to compare; never as a proof. */
final class LinkRows {
    /** Sources looked at for one round of questions. */
    private static final int MOST = 300;

    private final NamedParameterJdbcTemplate jdbc;

    LinkRows(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A row of HFJ_RESOURCE.
     *
     * @param id RES_ID
     * @param version its current version
     */
    record Row(long id, long version) {}

    /** The rows of resources, by name. */
    Map<String, Row> rows(Collection<IBaseResource> resources) {
        Map<String, Row> rows = new HashMap<>();
        List<String> ids = resources.stream()
                .map(resource -> resource.getIdElement().getIdPart())
                .distinct()
                .toList();
        if (!ids.isEmpty()) {
            jdbc.query(
                    "select RES_TYPE, FHIR_ID, RES_ID, RES_VER from HFJ_RESOURCE where FHIR_ID in (:ids)",
                    new MapSqlParameterSource("ids", ids),
                    row -> {
                        rows.put(row.getString(1) + "/" + row.getString(2), new Row(row.getLong(3), row.getLong(4)));
                    });
        }
        return rows;
    }

    /** Names of resources that link to any of these; first those that link to one of the asked, too. */
    List<String> sources(Collection<String> targets, Collection<String> asked) {
        return jdbc.query(
                "select s.RES_TYPE, s.FHIR_ID, (select count(*) from HFJ_RES_LINK o join HFJ_RESOURCE a on a.RES_ID ="
                        + " o.TARGET_RESOURCE_ID where o.SRC_RESOURCE_ID = s.RES_ID and a.FHIR_ID in (:asked)) as near"
                        + " from HFJ_RESOURCE s where s.RES_DELETED_AT is null and s.RES_ID in (select l.SRC_RESOURCE_ID"
                        + " from HFJ_RES_LINK l join HFJ_RESOURCE t on t.RES_ID = l.TARGET_RESOURCE_ID"
                        + " where t.FHIR_ID in (:targets)) order by near desc fetch first " + MOST + " rows only",
                new MapSqlParameterSource("targets", ids(targets)).addValue("asked", ids(asked)),
                (row, i) -> row.getString(1) + "/" + row.getString(2));
    }

    /** Whether a link row joins a resource with one of the asked, directly or over one more resource. */
    boolean join(String name, Set<String> asked) {
        Integer rows = jdbc.queryForObject(
                "select count(*) from HFJ_RES_LINK l join HFJ_RESOURCE s on s.RES_ID = l.SRC_RESOURCE_ID"
                        + " join HFJ_RESOURCE t on t.RES_ID = l.TARGET_RESOURCE_ID where"
                        + " (s.FHIR_ID in (:name) and t.FHIR_ID in (:asked)) or (t.FHIR_ID in (:name) and"
                        + " (s.FHIR_ID in (:asked) or exists (select 1 from HFJ_RES_LINK o join HFJ_RESOURCE a on a.RES_ID ="
                        + " o.TARGET_RESOURCE_ID where o.SRC_RESOURCE_ID = s.RES_ID and a.FHIR_ID in (:asked))))",
                new MapSqlParameterSource("name", ids(List.of(name))).addValue("asked", ids(asked)),
                Integer.class);
        return rows != null && rows > 0;
    }

    private static List<String> ids(Collection<String> names) {
        return names.stream()
                .map(name -> name.substring(name.indexOf('/') + 1))
                .distinct()
                .toList();
    }
}
