package org.chartseal.server.blindindex;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndex;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceLink;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractorSvc;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** The index rows that a body must have, made by HAPI's extraction and blinded as a write's are; nothing is written. */
final class DerivedIndexRows {
    private final List<IndexRow> rows = new ArrayList<>();
    private final Set<Long> unknown;

    private DerivedIndexRows(Set<Long> unknown) {
        this.unknown = unknown;
    }

    /** Derives them. The thread's work must be that of {@link IndexChanges}: what is stored may refer to what is erased. */
    static DerivedIndexRows of(
            ResourceTable resource,
            IBaseResource body,
            ISearchParamExtractorSvc extractor,
            IndexPolicies policies,
            IndexGeneration generation,
            Collection<ResourceIndexedSearchParamString> before) {
        ResourceIndexedSearchParams made = ResourceIndexedSearchParams.withSets();
        extractor.extractFromResource(
                RequestPartitionId.allPartitions(),
                new SystemRequestDetails(),
                made,
                ResourceIndexedSearchParams.withSets(),
                resource,
                body,
                new TransactionDetails(),
                true,
                ISearchParamExtractor.ALL_PARAMS);
        KnownValues known = new KnownValues(generation.dictionary());
        new BlindRows(policies, resource, List.of(generation), each -> new BlindValues(each, known)).all(made, before);
        DerivedIndexRows derived = new DerivedIndexRows(known.unknown());
        KeyedHash.under(generation, () -> {
            derived.add(made);
            return derived;
        });
        return derived;
    }

    List<IndexRow> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** Whether a row stands for a value that the dictionary does not have. */
    boolean unknown(IndexRow row) {
        return switch (row.table()) {
            case LINK, UNIQUE_COMBINATION, COMBINATION -> false;
            default -> unknown.contains((Long) row.columns().get(1));
        };
    }

    private void add(ResourceIndexedSearchParams made) {
        add(
                IndexTable.STRING,
                made.myStringParams,
                row -> list(
                        row.getValueExact(),
                        row.getValueNormalized(),
                        row.getHashNormalizedPrefix(),
                        row.getHashExact()));
        add(
                IndexTable.TOKEN,
                made.myTokenParams,
                row -> list(
                        row.getSystem(),
                        row.getValue(),
                        row.getHashSystem(),
                        row.getHashValue(),
                        row.getHashSystemAndValue()));
        add(IndexTable.NUMBER, made.myNumberParams, row -> list(row.getValue()));
        add(IndexTable.QUANTITY, made.myQuantityParams, row -> quantity(row, row.getValue()));
        add(IndexTable.QUANTITY_NRML, made.myQuantityNormalizedParams, row -> quantity(row, row.getValue()));
        add(
                IndexTable.DATE,
                made.myDateParams,
                row -> list(
                        row.getValueLow(),
                        row.getValueHigh(),
                        row.getValueLowDateOrdinal(),
                        row.getValueHighDateOrdinal()));
        add(IndexTable.URI, made.myUriParams, row -> list(row.getUri(), row.getHashUri()));
        add(IndexTable.COORDS, made.myCoordsParams, row -> list(row.getLatitude(), row.getLongitude()));
        made.myLinks.forEach(this::add);
        made.myComboStringUniques.forEach(row -> combination(
                IndexTable.UNIQUE_COMBINATION,
                row,
                row.getHashComplete(),
                row.getHashComplete2(),
                row.getIndexString()));
        made.myComboTokenNonUnique.forEach(
                row -> combination(IndexTable.COMBINATION, row, row.getHashComplete(), row.getIndexString()));
    }

    private <T extends BaseResourceIndexedSearchParam> void add(
            IndexTable table, Collection<T> made, Function<T, List<@Nullable Object>> own) {
        for (T row : made) {
            // As HAPI does once more before it stores a row.
            row.calculateHashes();
            List<@Nullable Object> columns = new ArrayList<>();
            columns.add(row.isMissing());
            columns.add(row.getHashIdentity());
            own.apply(row).forEach(column -> columns.add(StoredIndexRows.comparable(column)));
            rows.add(new IndexRow(table, row.getResourceType(), row.getParamName(), columns));
        }
    }

    private void add(ResourceLink link) {
        rows.add(new IndexRow(
                IndexTable.LINK,
                link.getSourceResourceType(),
                link.getSourcePath(),
                list(
                        link.getTargetResourcePid(),
                        link.getTargetResourceType(),
                        link.getTargetResourceUrl(),
                        link.getTargetResourceVersion())));
    }

    private void combination(IndexTable table, BaseResourceIndex row, @Nullable Object... columns) {
        row.calculateHashes();
        rows.add(new IndexRow(table, null, null, list(columns)));
    }

    private static List<@Nullable Object> quantity(BaseResourceIndexedSearchParamQuantity row, @Nullable Object value) {
        return list(
                row.getSystem(),
                row.getUnits(),
                value,
                row.getHashIdentityAndUnits(),
                row.getHashIdentitySystemAndUnits());
    }

    private static List<@Nullable Object> list(@Nullable Object... columns) {
        return Arrays.asList(columns);
    }
}
