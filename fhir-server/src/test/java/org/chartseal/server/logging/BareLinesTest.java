package org.chartseal.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class BareLinesTest {
    private final LoggerContext context = new LoggerContext();

    private LoggingEvent event(String logger, String message, Throwable thrown, Object... arguments) {
        return new LoggingEvent(
                "", context.getLogger(logger), Level.ERROR, message, thrown, arguments.length == 0 ? null : arguments);
    }

    @Test
    void aLibrarysArgumentsStayOut() {
        assertThat(new BareMessage().convert(event("ca.uhn.fhir.jpa.X", "Failed for {}", null, "Zauberwort")))
                .isEqualTo("Failed for {}");
        assertThat(new BareMessage().convert(event("ca.uhn.fhir.jpa.X", "Failed for Zauberwort", null)))
                .doesNotContain("Zauberwort");
    }

    @Test
    void ourOwnWordsStay() {
        assertThat(new BareMessage().convert(event("org.chartseal.server.X", "Row {} is withheld", null, 7)))
                .isEqualTo("Row 7 is withheld");
    }

    @Test
    void exceptionsThatQuoteAreNamedNotQuoted() {
        Exception thrown = new IllegalStateException(new SQLException("Unique index violation: VALUES ('Zauberwort')"));
        BareThrowable converter = new BareThrowable();
        converter.start();
        assertThat(converter.convert(event("org.chartseal.server.X", "failed", thrown)))
                .contains("java.sql.SQLException", "IllegalStateException", "BareLinesTest")
                .doesNotContain("Zauberwort");
        assertThat(converter.convert(
                        event("org.chartseal.server.X", "failed", new IllegalStateException("expected 1"))))
                .contains("expected 1");
    }
}
