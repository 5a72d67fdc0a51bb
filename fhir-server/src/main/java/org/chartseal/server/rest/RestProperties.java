package org.chartseal.server.rest;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The FHIR endpoint.
 *
 * @param maxBodySize largest request body, inflated. Default 32MB, since 0.1
 * @param defaultPageSize entries on a page where a search names no _count. Default 20 entries, since 0.1
 * @param maxPageSize most entries on a page. Default 500 entries, since 0.1
 */
@ConfigurationProperties("chartseal.rest")
public record RestProperties(
        @DefaultValue("32MB") DataSize maxBodySize,
        @DefaultValue("20") int defaultPageSize,
        @DefaultValue("500") int maxPageSize) {}
