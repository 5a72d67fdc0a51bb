package org.chartseal.server.logging;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * A log line's message, in which no library quotes what it handled: of such a library's message the text in its program
 * stays and its arguments do not. A message it had joined before logging is left out whole, since none can tell its parts
 * apart.
 */
public final class BareMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        if (!Reticence.mayQuote(event.getLoggerName())) {
            return event.getFormattedMessage();
        }
        Object[] arguments = event.getArgumentArray();
        return arguments == null || arguments.length == 0 ? "(a message that may quote a record)" : event.getMessage();
    }
}
