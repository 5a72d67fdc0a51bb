package org.chartseal.server.systemrows;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.data.IResourceSearchUrlDao;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceSearchUrlEntity;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.search.ResourceSearchUrlSvc;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chartseal.server.keys.Secret;

/**
 * HAPI's uniqueness of match URLs with a keyed hash where the URL would stand: of two transactions that create by one
 * URL at the same time still only one commits, and neither the table nor the database's complaint tells the URL.
 */
public class KeyedMatchUrls extends ResourceSearchUrlSvc {
    private static final byte[] LABEL = "chartseal/match-url/v1\0".getBytes(StandardCharsets.US_ASCII);

    private final EntityManager entities;
    private final MatchUrlService matchUrls;
    private final FhirContext fhirContext;
    private final PartitionSettings partitions;
    private final Secret<byte[]> key;

    KeyedMatchUrls(
            EntityManager entities,
            IResourceSearchUrlDao rows,
            MatchUrlService matchUrls,
            FhirContext fhirContext,
            PartitionSettings partitions,
            Secret<byte[]> key) {
        super(entities, rows, matchUrls, fhirContext, partitions);
        this.entities = entities;
        this.matchUrls = matchUrls;
        this.fhirContext = fhirContext;
        this.partitions = partitions;
        this.key = key;
    }

    @Override
    public void enforceMatchUrlResourceUniqueness(String type, String matchUrl, ResourceTable resource) {
        String normalized = matchUrls
                .translateMatchUrl(matchUrl, fhirContext.getResourceDefinition(type))
                .toNormalizedQueryString();
        entities.persist(ResourceSearchUrlEntity.from(
                keyed(type + normalized), resource, partitions.isConditionalCreateDuplicateIdentifiersEnabled()));
    }

    private String keyed(String url) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.reveal(), "HmacSHA256"));
            mac.update(LABEL);
            byte[] hash = mac.doFinal(url.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", impossible);
        }
    }
}
