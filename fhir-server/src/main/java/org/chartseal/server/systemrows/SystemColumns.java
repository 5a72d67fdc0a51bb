package org.chartseal.server.systemrows;

import ca.uhn.fhir.jpa.entity.Batch2JobInstanceEntity;
import ca.uhn.fhir.jpa.entity.Batch2WorkChunkEntity;
import ca.uhn.fhir.jpa.entity.Search;
import java.util.List;
import java.util.Map;
import org.chartseal.server.keys.SystemKeys;
import org.chartseal.server.sealing.ColumnSeal;
import org.chartseal.server.systemrows.Treatment.Dropped;
import org.chartseal.server.systemrows.Treatment.RandomNumber;
import org.chartseal.server.systemrows.Treatment.SealedBytes;
import org.chartseal.server.systemrows.Treatment.SealedShortText;
import org.chartseal.server.systemrows.Treatment.SealedText;

/** Which columns of HAPI's own rows are treated, and how. */
final class SystemColumns {
    private SystemColumns() {}

    /**
     * A treated column.
     *
     * @param property HAPI's name of it
     * @param bound HAPI's names of columns in the clear that the value is bound to, beside its row's id: exchanged, they
     *     would show one caller's search to another
     */
    record Column(String table, String column, String property, List<String> bound, Treatment treatment) {}

    static Map<Class<?>, List<Column>> of(SystemKeys keys) {
        ColumnSeal searches = new ColumnSeal(keys.key("stored-search/v1", 32));
        ColumnSeal jobs = new ColumnSeal(keys.key("batch-job/v1", 32));
        return Map.of(
                Search.class,
                List.of(
                        search("SEARCH_QUERY_STRING_VC", "mySearchQueryStringVc", new SealedText(searches)),
                        // Stored searches are never reused, so no query looks for the hash.
                        search("SEARCH_QUERY_STRING_HASH", "mySearchQueryStringHash", new RandomNumber()),
                        search("SEARCH_PARAM_MAP_BIN", "mySearchParameterMapBin", new SealedBytes(searches)),
                        search("FAILURE_MESSAGE", "myFailureMessage", new SealedShortText(searches, 500))),
                Batch2JobInstanceEntity.class,
                List.of(
                        job("PARAMS_JSON_VC", "myParamsJsonVc", new SealedText(jobs)),
                        job("REPORT_VC", "myReportVc", new SealedText(jobs)),
                        job("USER_DATA_JSON", "myUserDataJson", new SealedText(jobs)),
                        job("ERROR_MSG", "myErrorMessage", new SealedShortText(jobs, 500)),
                        job("WARNING_MSG", "myWarningMessages", new SealedShortText(jobs, 4000)),
                        job("USER_NAME", "myTriggeringUsername", new Dropped()),
                        job("CLIENT_ID", "myTriggeringClientId", new Dropped())),
                Batch2WorkChunkEntity.class,
                List.of(new Column(
                        "BT2_WORK_CHUNK", "CHUNK_DATA_VC", "mySerializedDataVc", List.of(), new SealedText(jobs))));
    }

    private static Column search(String column, String property, Treatment treatment) {
        return new Column(
                "HFJ_SEARCH", column, property, List.of("myUuid", "mySearchType", "myResourceType"), treatment);
    }

    private static Column job(String column, String property, Treatment treatment) {
        return new Column("BT2_JOB_INSTANCE", column, property, List.of(), treatment);
    }
}
