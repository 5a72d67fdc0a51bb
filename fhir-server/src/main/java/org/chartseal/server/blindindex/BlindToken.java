package org.chartseal.server.blindindex;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.util.Objects;

/**
 * A token row without its system and value, to copy from. Setting a row's value to null drops its hash of both, which
 * has no setter; but a copy takes that hash from the getter.
 */
final class BlindToken extends ResourceIndexedSearchParamToken {
    private static final long serialVersionUID = 1L;

    private final Long systemAndValue;

    BlindToken(ResourceIndexedSearchParamToken row) {
        this.systemAndValue = Objects.requireNonNull(row.getHashSystemAndValue());
        copyMutableValuesFrom(row);
        setSystem(null);
        setValue(null);
    }

    @Override
    public Long getHashSystemAndValue() {
        return systemAndValue;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
