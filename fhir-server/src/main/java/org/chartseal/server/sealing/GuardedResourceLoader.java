package org.chartseal.server.sealing;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.IJpaStorageResourceParser;
import ca.uhn.fhir.jpa.dao.IResourceMetadataExtractorSvc;
import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceServiceRegistry;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.partition.IPartitionLookupSvc;
import ca.uhn.fhir.jpa.search.BatchResourceLoader;
import ca.uhn.fhir.util.MetaTagSorterAlphabetical;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HAPI's loading of a search page, with the {@link SealGuard} before it. A row that does not open is dropped from the
 * page, and the page is marked incomplete: one altered row must not deny the search to everybody.
 */
final class GuardedResourceLoader extends BatchResourceLoader {
    private static final Logger log = LoggerFactory.getLogger(GuardedResourceLoader.class);

    private final SealGuard guard;

    GuardedResourceLoader(
            SealGuard guard,
            FhirContext fhirContext,
            IResourceMetadataExtractorSvc metadata,
            IJpaStorageResourceParser parser,
            ExternallyStoredResourceServiceRegistry externals,
            PartitionSettings partitionSettings,
            IPartitionLookupSvc partitions) {
        super(fhirContext, metadata, parser, externals, new MetaTagSorterAlphabetical(), partitionSettings, partitions);
        this.guard = guard;
    }

    @Override
    public List<ResourceLoadResult> loadResources(List<ResourceHistoryTable> versions, boolean forHistory) {
        List<ResourceHistoryTable> readable = new ArrayList<>(versions.size());
        for (ResourceHistoryTable version : versions) {
            if (guard.refusal(version).isEmpty() && (forHistory || isCurrent(version))) {
                readable.add(version);
            } else {
                log.warn(
                        "A stored version was withheld from a page: type {}, row {}",
                        version.getResourceType(),
                        version.getResourceId().getId());
                IncompletePages.mark();
            }
        }
        return super.loadResources(readable, forHistory);
    }

    /** HAPI falls back to an older version where the current one's row is gone. */
    private static boolean isCurrent(ResourceHistoryTable version) {
        return version.getVersion() == version.getResourceTable().getVersion();
    }
}
