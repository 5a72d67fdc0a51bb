package org.chartseal.server.erasure;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Removes the rows of erased resources: index, links, versions, and the resource itself. What is gone stays gone. */
final class StoredRows {
    /** In this order: what refers goes before what is referred to. The parameter is a RES_ID. */
    private static final List<String> DELETIONS = List.of(
            "delete from HFJ_SPIDX_COORDS where RES_ID = ?",
            "delete from HFJ_SPIDX_DATE where RES_ID = ?",
            "delete from HFJ_SPIDX_NUMBER where RES_ID = ?",
            "delete from HFJ_SPIDX_QUANTITY where RES_ID = ?",
            "delete from HFJ_SPIDX_QUANTITY_NRML where RES_ID = ?",
            "delete from HFJ_SPIDX_STRING where RES_ID = ?",
            "delete from HFJ_SPIDX_TOKEN where RES_ID = ?",
            "delete from HFJ_SPIDX_URI where RES_ID = ?",
            "delete from HFJ_IDX_CMP_STRING_UNIQ where RES_ID = ?",
            "delete from HFJ_IDX_CMB_TOK_NU where RES_ID = ?",
            "delete from HFJ_RES_PARAM_PRESENT where RES_ID = ?",
            "delete from HFJ_RES_LINK where SRC_RESOURCE_ID = ?",
            "delete from HFJ_RES_LINK where TARGET_RESOURCE_ID = ?",
            "delete from HFJ_RES_SEARCH_URL where RES_ID = ?",
            "delete from HFJ_RES_TAG where RES_ID = ?",
            "delete from HFJ_HISTORY_TAG where RES_ID = ?",
            "delete from HFJ_RES_VER_PROV where RES_PID = ?",
            "delete from cs_attachment where res_id = ?",
            "delete from HFJ_RES_VER where RES_ID = ?",
            "delete from HFJ_RESOURCE where RES_ID = ?");

    private final JdbcTemplate jdbc;

    StoredRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Removes the rows of these resources. Call it in a transaction. */
    void remove(Collection<Long> resourceIds) {
        List<Object[]> arguments =
                resourceIds.stream().map(id -> new Object[] {id}).toList();
        removeSearches(arguments);
        DELETIONS.forEach(deletion -> jdbc.batchUpdate(deletion, arguments));
    }

    /** Stored searches that found one of them: what was asked may be the patient's name. */
    private void removeSearches(List<Object[]> resourceIds) {
        Set<Long> searches = new TreeSet<>();
        for (Object[] id : resourceIds) {
            searches.addAll(jdbc.queryForList(
                    "select SEARCH_PID from HFJ_SEARCH_RESULT where RESOURCE_PID = ?", Long.class, id));
        }
        List<Object[]> arguments =
                searches.stream().map(search -> new Object[] {search}).toList();
        jdbc.batchUpdate("delete from HFJ_SEARCH_RESULT where SEARCH_PID = ?", arguments);
        jdbc.batchUpdate("delete from HFJ_SEARCH_INCLUDE where SEARCH_PID = ?", arguments);
        jdbc.batchUpdate("delete from HFJ_SEARCH where PID = ?", arguments);
    }

    /** Removes single versions of resources that live on for somebody else. */
    void removeVersions(Collection<ErasureParts.Version> versions) {
        jdbc.batchUpdate(
                "delete from HFJ_RES_VER_PROV where RES_VER_PID in"
                        + " (select PID from HFJ_RES_VER where RES_ID = ? and RES_VER = ?)",
                arguments(versions));
        jdbc.batchUpdate("delete from cs_attachment where res_id = ? and res_ver = ?", arguments(versions));
        jdbc.batchUpdate("delete from HFJ_RES_VER where RES_ID = ? and RES_VER = ?", arguments(versions));
    }

    private static List<Object[]> arguments(Collection<ErasureParts.Version> versions) {
        return versions.stream()
                .map(version -> new Object[] {version.resourceId(), version.version()})
                .toList();
    }

    /** Removes the patient's sealed list of Consents. */
    void removeDirective(byte[] subjectName) {
        jdbc.update("delete from cs_directive where subject_name = ?", subjectName);
    }
}
