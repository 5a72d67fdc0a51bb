package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamCoords;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantityNormalized;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamUri;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values out of index rows and puts tokens in their place. The row's hashes must have been made; after it the
 * row holds no value, and equals the row that the same value makes in the same resource.
 */
final class BlindValues {
    /** The one parameter name under which HAPI looks for what a canonical reference means, in SP_URI. */
    private static final String CANONICAL_URL = "url";

    private final ValueDictionary dictionary;
    private final KeyedTexts texts;

    /** For rows of one generation. */
    BlindValues(IndexGeneration generation) {
        this.dictionary = generation.dictionary();
        this.texts = generation.texts();
    }

    private ValueSet set(BaseResourceIndexedSearchParam row, TokenShape shape) {
        return dictionary.of(Objects.requireNonNull(row.getHashIdentity()), shape);
    }

    /** @param before the tokens of the resource's rows so far, or null where frequent values get no homophones */
    void blind(ResourceIndexedSearchParamString row, long resource, @Nullable Set<Long> before) {
        String normalized = Objects.requireNonNullElse(row.getValueNormalized(), "");
        String exact = Objects.requireNonNullElse(row.getValueExact(), "");
        byte[] value = ValueBytes.string(normalized, exact);
        ValueSet set = set(row, TokenShape.LONG);
        long token =
                before == null ? dictionary.write(set, value) : dictionary.writeSmoothed(set, value, resource, before);
        row.setValueExact(null).setValueNormalized(null);
        row.setHashNormalizedPrefix(token);
        row.setHashExact(token);
    }

    void blind(ResourceIndexedSearchParamToken row) {
        byte[] value = ValueBytes.hashed(
                Objects.requireNonNull(row.getHashSystemAndValue()), ValueBytes.token(row.getSystem(), row.getValue()));
        dictionary.write(set(row, TokenShape.HASH), value);
        row.copyMutableValuesFrom(new BlindToken(row));
    }

    void blind(ResourceIndexedSearchParamUri row) {
        String uri = row.getUri();
        if (uri == null) {
            return;
        }
        byte[] value = ValueBytes.hashed(Objects.requireNonNull(row.getHashUri()), ValueBytes.utf8(uri));
        dictionary.write(set(row, TokenShape.HASH), value);
        row.setUri(CANONICAL_URL.equals(row.getParamName()) ? texts.token(uri) : null);
    }

    void blind(ResourceIndexedSearchParamDate row) {
        byte[] value = ValueBytes.date(
                row.getValueLow(), row.getValueHigh(), row.getValueLowDateOrdinal(), row.getValueHighDateOrdinal());
        long token = dictionary.write(set(row, TokenShape.MICROS), value);
        row.setValueLow(DateTokens.timestamp(token)).setValueHigh(null);
        row.myValueLowDateOrdinal = null;
        row.myValueHighDateOrdinal = null;
    }

    void blind(ResourceIndexedSearchParamNumber row) {
        BigDecimal number = row.getValue();
        if (number != null) {
            row.setValue(BigDecimal.valueOf(dictionary.write(set(row, TokenShape.DOUBLE), ValueBytes.number(number))));
        }
    }

    void blind(ResourceIndexedSearchParamQuantity row) {
        row.myValue = quantity(row, row.myValue, row.mySystem, row.myUnits);
        row.mySystem = null;
        row.myUnits = null;
    }

    void blind(ResourceIndexedSearchParamQuantityNormalized row) {
        row.myValue = quantity(row, row.myValue, row.mySystem, row.myUnits);
        row.mySystem = null;
        row.myUnits = null;
    }

    private @Nullable Double quantity(
            BaseResourceIndexedSearchParam row,
            @Nullable Double number,
            @Nullable String system,
            @Nullable String units) {
        if (number == null) {
            return null;
        }
        byte[] value = ValueBytes.quantity(number, system, units);
        return (double) dictionary.write(set(row, TokenShape.DOUBLE), value);
    }

    void blind(ResourceIndexedSearchParamCoords row) {
        Double latitude = row.getLatitude();
        Double longitude = row.getLongitude();
        if (latitude != null && longitude != null) {
            byte[] value = ValueBytes.coordinates(latitude, longitude);
            row.setLatitude((double) dictionary.write(set(row, TokenShape.DOUBLE), value));
            row.myLongitude = null;
        }
    }
}
