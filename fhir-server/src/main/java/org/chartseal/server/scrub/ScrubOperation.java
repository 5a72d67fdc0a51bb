package org.chartseal.server.scrub;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@code $scrub}: what the comparison found, how far it is, and a round at once. */
public final class ScrubOperation {
    private static final int MOST = 1_000;

    private final ScrubStore store;
    private final FindingStore findings;
    private final ScrubProperties properties;
    private final JdbcTemplate jdbc;

    ScrubOperation(ScrubStore store, FindingStore findings, ScrubProperties properties, JdbcTemplate jdbc) {
        this.store = store;
        this.findings = findings;
        this.properties = properties;
        this.jdbc = jdbc;
    }

    /**
     * Tells how far the comparison is, and what is wrong: 1,000 findings at most, and how many there are. The answer is 202
     * while a round is under way or was asked for, with this request or before, and 200 while it rests.
     *
     * @param now whether to begin a round at once, or as soon as the one under way has ended; with POST only
     * @throws InvalidRequestException if a round is asked for by GET, or where no node compares
     */
    @Operation(name = "$scrub", idempotent = true)
    public Parameters scrub(
            @OperationParam(name = "now", max = 1) @Nullable BooleanType now,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean begin = now != null && now.booleanValue();
        if (begin) {
            if (!"POST".equals(request.getMethod())) {
                throw new InvalidRequestException("Expected a POST with the parameter 'now', found another method");
            }
            if (!properties.enabled()) {
                throw new InvalidRequestException("Expected chartseal.scrub.enabled=true, found false");
            }
            store.ask();
        }
        // In this order: a round that begins between the two is under way, never neither asked for nor begun.
        boolean asked = store.asked();
        ScrubState state = store.load();
        response.setStatus(begin || asked || state.underWay() ? 202 : 200);
        return answer(state, asked);
    }

    private Parameters answer(ScrubState state, boolean asked) {
        Parameters answer = new Parameters();
        answer.addParameter("state", new CodeType(state.part().name().toLowerCase(Locale.ROOT)));
        answer.addParameter("asked", new BooleanType(asked));
        if (state.underWay()) {
            answer.addParameter("position", new StringType(state.position() + " of " + state.last()));
        }
        time(answer, "began", state.began());
        time(answer, "ended", state.ended());
        answer.addParameter("rows", new StringType(Long.toString(state.rows())));
        List<FindingStore.Open> open = findings.all();
        answer.addParameter("findings", new IntegerType(open.size()));
        open.stream().limit(MOST).forEach(each -> add(answer, each));
        return answer;
    }

    private static void time(Parameters answer, String name, long millis) {
        if (millis > 0) {
            answer.addParameter(name, new InstantType(Date.from(Instant.ofEpochMilli(millis))));
        }
    }

    private void add(Parameters answer, FindingStore.Open open) {
        Finding finding = open.finding();
        Parameters.ParametersParameterComponent one = answer.addParameter().setName("finding");
        one.addPart().setName("kind").setValue(new CodeType(finding.kind().code()));
        one.addPart().setName("table").setValue(new StringType(finding.table()));
        part(one, "type", finding.type());
        part(one, "row", finding.row());
        part(one, "version", finding.version());
        part(one, "leaf", finding.leaf());
        part(one, "parameter", finding.parameter());
        one.addPart().setName("since").setValue(new InstantType(Date.from(Instant.ofEpochMilli(open.since()))));
        jdbc.queryForList(
                        "select RES_TYPE || '/' || FHIR_ID from HFJ_RESOURCE where RES_ID = ?",
                        String.class,
                        finding.row())
                .forEach(resource -> part(one, "resource", resource));
    }

    private static void part(Parameters.ParametersParameterComponent one, String name, long value) {
        part(one, name, value < 0 ? "" : Long.toString(value));
    }

    private static void part(Parameters.ParametersParameterComponent one, String name, String value) {
        if (!value.isEmpty()) {
            one.addPart().setName(name).setValue(new StringType(value));
        }
    }
}
