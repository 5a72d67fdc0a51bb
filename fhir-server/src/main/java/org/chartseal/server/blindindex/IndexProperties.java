package org.chartseal.server.blindindex;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the search index keeps of each parameter. An entry names a parameter as {@code Patient.birthdate}, that of all
 * types as {@code *.identifier}, all of a type as {@code Location.*}, all as {@code *}; of several that fit, the one
 * that names more counts. A change holds for what is written after it: reindex.
 *
 * @param smoothed string parameters that keep tokens which hide how frequent a value is; the default of every string
 *     parameter. Default none, since 0.1
 * @param blind parameters that keep one token a value; the default of every other parameter. Default none, since 0.1
 * @param clear parameters whose values stand in the database in the clear. Default none, since 0.1
 * @param off parameters that are not indexed; a search on one is answered with 400. Default none, since 0.1
 */
@ConfigurationProperties("chartseal.index")
public record IndexProperties(
        @DefaultValue({}) List<String> smoothed,
        @DefaultValue({}) List<String> blind,
        @DefaultValue({}) List<String> clear,
        @DefaultValue({}) List<String> off) {}
