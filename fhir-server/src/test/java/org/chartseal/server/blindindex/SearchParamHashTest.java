package org.chartseal.server.blindindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.util.SearchParamHash;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.chartseal.server.keys.Secret;
import org.junit.jupiter.api.Test;

final class SearchParamHashTest {
    private static final String ORIGINAL = "9d7b3590359f44b8317d414eaa058c86d488c6298b11c4cd28ab866233dff947";

    /** A new HAPI may hash in another way, or be called in another: look before this digest is changed. */
    @Test
    void standsBeforeTheClassOfHapiThatItWasWrittenFor() throws IOException, NoSuchAlgorithmException {
        List<URL> found = Collections.list(
                getClass().getClassLoader().getResources("ca/uhn/fhir/jpa/model/util/SearchParamHash.class"));
        assertThat(found).hasSize(2);
        assertThat(SearchParamHash.class.getResource("SearchParamHash.class")).isEqualTo(found.get(0));
        try (InputStream original = found.get(1).openStream()) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(original.readAllBytes());
            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(ORIGINAL);
        }
    }

    @Test
    void hashesNothingWithoutItsKey() {
        assertThatThrownBy(() -> KeyedHash.hash(new PartitionSettings(), null, new String[] {"a"}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expected the key");
    }

    @Test
    void tellsValuesThatLieDifferentlyApart() {
        Prf function = Prf.of(Secret.of(new byte[32]), "hash/v1");
        String[][] all = {{"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", ""}, {"abc", null}, {null, "abc"}, {"a", "b", "c"}
        };
        Set<Long> hashes = new HashSet<>();
        for (String[] values : all) {
            hashes.add(function.first64(KeyedHash.message(null, null, values)));
        }
        assertThat(hashes).hasSize(all.length);
    }

    @Test
    void dependsOnTheKey() {
        byte[] message = KeyedHash.message(null, null, new String[] {"Patient", "family", "SMITH"});
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(Prf.of(Secret.of(new byte[32]), "hash/v1").first64(message))
                .isNotEqualTo(Prf.of(Secret.of(other), "hash/v1").first64(message));
    }
}
