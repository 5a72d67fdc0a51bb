package org.chartseal.server.sealing;

import ca.uhn.fhir.jpa.model.dao.JpaPidFk;
import ca.uhn.fhir.jpa.model.entity.ResourceEncodingEnum;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Where the columns of HFJ_RES_VER lie in Hibernate's state arrays. */
final class VersionColumns {
    private static volatile @Nullable VersionColumns current;

    private final List<String> names;
    private final int text;
    private final int encoding;
    private final int version;
    private final int type;
    private final int resource;
    private final int partition;
    private final int deleted;
    private final int published;
    private final int updated;

    private VersionColumns(String[] names) {
        this.names = Arrays.asList(names);
        this.text = index("myResourceTextVc");
        this.encoding = index("myEncoding");
        this.version = index("myResourceVersion");
        this.type = index("myResourceType");
        this.resource = index("myResourcePid");
        this.partition = index("myPartitionIdValue");
        this.deleted = index("myDeleted");
        this.published = index("myPublished");
        this.updated = index("myUpdated");
    }

    /** @throws IllegalStateException if HAPI's entity no longer has a property that sealing stands on */
    static VersionColumns of(EntityPersister persister) {
        VersionColumns known = current;
        if (known == null) {
            known = new VersionColumns(persister.getPropertyNames());
            current = known;
        }
        return known;
    }

    private int index(String property) {
        int index = names.indexOf(property);
        if (index < 0) {
            throw new IllegalStateException("Expected HAPI's version entity to have a property " + property + ", found "
                    + names + ": sealing does not know this HAPI");
        }
        return index;
    }

    @Nullable
    String text(Object[] state) {
        return (String) state[text];
    }

    void setText(Object[] state, @Nullable String value) {
        state[text] = value;
    }

    boolean deletion(Object[] state) {
        return state[encoding] == ResourceEncodingEnum.DEL;
    }

    long resourceId(Object[] state) {
        return ((JpaPidFk) state[resource]).toJpaPid().getId();
    }

    RowContext context(Object[] state) {
        return new RowContext(
                "HFJ_RES_VER",
                "RES_TEXT_VC",
                (Integer) state[partition],
                (String) state[type],
                resourceId(state),
                (Long) state[version],
                RowContext.millis((Date) state[deleted]),
                ((Date) state[published]).getTime(),
                ((Date) state[updated]).getTime());
    }
}
