package org.chartseal.server.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/** A logged exception: where it came from, and its message only where its class quotes no record and no SQL. */
public final class BareThrowable extends ThrowableProxyConverter {
    private static final int FRAMES = 40;

    @Override
    protected String throwableProxyToString(IThrowableProxy throwable) {
        StringBuilder text = new StringBuilder();
        String lead = "";
        int depth = 0;
        for (IThrowableProxy cause = throwable; cause != null && depth < 20; cause = cause.getCause()) {
            text.append(lead).append(cause.getClassName());
            if (!Reticence.mayQuote(cause.getClassName()) && cause.getMessage() != null) {
                text.append(": ").append(quotedCause(cause) ? "(its cause's message)" : cause.getMessage());
            }
            text.append(System.lineSeparator());
            StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
            int shown = Math.min(FRAMES, frames.length - cause.getCommonFrames());
            for (int i = 0; i < shown; i++) {
                text.append("\t").append(frames[i]).append(System.lineSeparator());
            }
            lead = "Caused by: ";
            depth++;
        }
        return text.toString();
    }

    /** Whether a message repeats that of a cause which may quote. */
    private static boolean quotedCause(IThrowableProxy throwable) {
        IThrowableProxy cause = throwable.getCause();
        while (cause != null) {
            if (Reticence.mayQuote(cause.getClassName())
                    && cause.getMessage() != null
                    && throwable.getMessage().contains(cause.getMessage())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
