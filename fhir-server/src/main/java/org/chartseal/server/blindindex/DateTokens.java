package org.chartseal.server.blindindex;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Tokens as times: SP_VALUE_LOW holds one as so many microseconds since 1970, UTC. */
final class DateTokens {
    private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

    private DateTokens() {}

    static Timestamp timestamp(long token) {
        return Timestamp.from(instant(token));
    }

    /** Without a zone: no driver moves it. */
    static LocalDateTime local(long token) {
        return LocalDateTime.ofInstant(instant(token), ZoneOffset.UTC);
    }

    static long token(LocalDateTime time) {
        Instant instant = time.toInstant(ZoneOffset.UTC);
        return instant.getEpochSecond() * MICROS + instant.getNano() / 1000;
    }

    private static Instant instant(long token) {
        return Instant.ofEpochSecond(token / MICROS, token % MICROS * 1000);
    }
}
