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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values out of index rows and puts tokens in their place. The row's hashes must have been made; after it the
 * row holds no value, and equals the row that the same value makes in the same resource.
 */
final class BlindValues {
    /** The one parameter name under which HAPI looks for what a canonical reference means, in SP_URI. */
    private static final String CANONICAL_URL = "url";

    private final Vocabulary dictionary;
    private final KeyedTexts texts;

    /** For rows of one generation. */
    BlindValues(IndexGeneration generation) {
        this(generation, generation.dictionary());
    }

    /** For rows of one generation whose values another vocabulary takes. */
    BlindValues(IndexGeneration generation, Vocabulary vocabulary) {
        this.dictionary = vocabulary;
        this.texts = generation.texts();
    }

    private ValueSet set(BaseResourceIndexedSearchParam row, TokenShape shape) {
        return dictionary.of(Objects.requireNonNull(row.getHashIdentity()), shape);
    }

    void blind(ResourceIndexedSearchParamString row) {
        byte[] value = value(row);
        ValueSet set = set(row, TokenShape.LONG);
        long first = dictionary.write(set, value);
        blind(row, set, first, first);
    }

    /**
     * Blinds all rows of one resource whose frequent values have homophones.
     *
     * @param before the rows that the resource has: of one with the same value, the token is kept
     */
    void blindSmoothed(
            Collection<ResourceIndexedSearchParamString> rows, Collection<ResourceIndexedSearchParamString> before) {
        Map<ByteBuffer, List<ResourceIndexedSearchParamString>> byValue = new HashMap<>();
        for (ResourceIndexedSearchParamString row : rows) {
            byValue.computeIfAbsent(ByteBuffer.wrap(value(row)), any -> new ArrayList<>())
                    .add(row);
        }
        byValue.values().forEach(same -> blindEqual(same, value(same.get(0)), before));
    }

    private void blindEqual(
            List<ResourceIndexedSearchParamString> same,
            byte[] value,
            Collection<ResourceIndexedSearchParamString> before) {
        List<ResourceIndexedSearchParamString> fresh = new ArrayList<>();
        List<ValueSet> sets = new ArrayList<>();
        LongList firsts = new LongList();
        for (ResourceIndexedSearchParamString row : same) {
            ValueSet set = set(row, TokenShape.LONG);
            long first = set.first(value);
            Long kept = kept(row, set, first, before);
            if (kept != null) {
                dictionary.write(set, value);
                blind(row, set, first, kept);
            } else {
                fresh.add(row);
                sets.add(set);
                firsts.add(first);
            }
        }
        if (!fresh.isEmpty()) {
            long[] first = firsts.toArray();
            int homophone = dictionary.number(sets, first, value);
            for (int i = 0; i < first.length; i++) {
                long token = homophone == 0 ? first[i] : sets.get(i).token(value, homophone);
                blind(fresh.get(i), sets.get(i), first[i], token);
            }
        }
    }

    private static @Nullable Long kept(
            ResourceIndexedSearchParamString row,
            ValueSet set,
            long first,
            Collection<ResourceIndexedSearchParamString> before) {
        for (ResourceIndexedSearchParamString old : before) {
            Long token = old.getHashNormalizedPrefix();
            if (token != null
                    && Objects.equals(old.getHashIdentity(), row.getHashIdentity())
                    && Objects.equals(old.getHashExact(), set.masked(token, first))) {
                return token;
            }
        }
        return null;
    }

    private static byte[] value(ResourceIndexedSearchParamString row) {
        String normalized = Objects.requireNonNullElse(row.getValueNormalized(), "");
        String exact = Objects.requireNonNullElse(row.getValueExact(), "");
        return ValueBytes.string(normalized, exact);
    }

    private static void blind(ResourceIndexedSearchParamString row, ValueSet set, long first, long token) {
        row.setValueExact(null).setValueNormalized(null);
        row.setHashNormalizedPrefix(token);
        row.setHashExact(set.masked(token, first));
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
