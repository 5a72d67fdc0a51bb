package org.chartseal.server.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class IndexRotationOnPostgresIT extends IndexRotationContract {
    private static final Map<String, String> QUICK = Map.of(
            "chartseal.index-rotation.grace", "2s",
            "chartseal.index-rotation.chunk", "5",
            "chartseal.index-rotation.pause", "300ms",
            "chartseal.erasure.index-rotation-within", "3s");

    @Override
    TestServer server() {
        return TestServer.onPostgres("rotated-index-postgres", QUICK);
    }

    /** It may have met the filling of what it writes, and what it leaves then has to be seen by the check. */
    @Test
    void theCheckWaitsForATransactionThatIsUnderWay() throws Exception {
        try (Connection other = Objects.requireNonNull(jdbc().getDataSource()).getConnection()) {
            assertThat(rotate(true).status()).isEqualTo(202);
            await("filling");
            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
                await("checking");
                Thread.sleep(4_000);
                assertThat(state(rotate(false))).isEqualTo("checking");
            } finally {
                other.rollback();
                other.setAutoCommit(true);
            }
        }
        awaitEnd();
    }
}
