package org.chartseal.server.consent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.server.keys.KeySlots;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.sealing.Envelope;
import org.chartseal.server.sealing.SealBrokenException;
import org.chartseal.server.sealing.VersionBody;
import org.chartseal.server.sealing.VersionSink;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * One sealed row a patient that names the patient's Consents: which, at which version, with which content. It changes in
 * the Consent's own transaction, so that a decision never depends on index rows that can be lost without a trace.
 */
final class DirectiveHeads implements VersionSink {
    private static final HexFormat HEX = HexFormat.of();
    static final int LEAST = 256;
    private static final byte[] TABLE = "cs_directive.sealed/v1\0".getBytes(StandardCharsets.US_ASCII);

    /**
     * A patient's directives.
     *
     * @param epoch rises with every change
     * @param consents version and content hash by Consent id
     */
    record Head(long epoch, Map<String, Entry> consents) {}

    /**
     * One Consent of a patient.
     *
     * @param version its current version
     * @param contentHash SHA-256 over its canonical form, 64 hex digits
     */
    record Entry(long version, String contentHash) {}

    private final JdbcTemplate jdbc;
    private final NamedParameterJdbcTemplate named;
    private final SubjectSlots subjects;
    private final KeySlots slots;

    DirectiveHeads(JdbcTemplate jdbc, SubjectSlots subjects, KeySlots slots) {
        this.jdbc = jdbc;
        this.named = new NamedParameterJdbcTemplate(jdbc);
        this.subjects = subjects;
        this.slots = slots;
    }

    @Override
    public void accept(List<Version> versions) {
        for (Version version : versions) {
            VersionBody body = version.body();
            if (!version.type().equals("Consent")) {
                continue;
            }
            if (body == null) {
                throw new IllegalStateException("A Consent is made inactive, never deleted");
            }
            Entry entry =
                    new Entry(version.version(), HEX.formatHex(body.canonical().contentHash()));
            for (String patient : body.subjects()) {
                put(patient, version.fhirId(), entry);
            }
        }
    }

    private void put(String patient, String consentId, Entry entry) {
        byte[] name = subjects.nameOf(patient);
        List<Head> existing = jdbc.query(
                "select epoch, sealed from cs_directive where subject_name = ? for update",
                (row, i) -> open(name, row.getLong(1), row.getString(2)),
                name);
        Map<String, Entry> consents = new LinkedHashMap<>();
        long epoch = 1;
        if (!existing.isEmpty()) {
            consents.putAll(existing.get(0).consents());
            epoch = existing.get(0).epoch() + 1;
        }
        consents.put(consentId, entry);
        String sealed = Envelope.seal(
                context(name, epoch), new byte[0], encode(consents), subjects.keysOf(List.of(patient)), LEAST);
        if (existing.isEmpty()) {
            jdbc.update("insert into cs_directive (subject_name, epoch, sealed) values (?, ?, ?)", name, epoch, sealed);
        } else {
            jdbc.update("update cs_directive set epoch = ?, sealed = ? where subject_name = ?", epoch, sealed, name);
        }
    }

    /** The heads of these patients that have one. */
    Map<String, Head> of(Collection<String> patients) {
        Map<String, String> byName = new HashMap<>();
        patients.forEach(patient -> byName.put(HEX.formatHex(subjects.nameOf(patient)), patient));
        Map<String, Head> heads = new HashMap<>();
        named.query(
                "select subject_name, epoch, sealed from cs_directive where subject_name in (:names)",
                new MapSqlParameterSource(
                        "names", byName.keySet().stream().map(HEX::parseHex).toList()),
                row -> {
                    byte[] name = row.getBytes(1);
                    String patient = byName.get(HEX.formatHex(name));
                    if (patient != null) {
                        heads.put(patient, open(name, row.getLong(2), row.getString(3)));
                    }
                });
        return heads;
    }

    /** Whether any patient has a directive. */
    boolean any() {
        return !jdbc.queryForList("select epoch from cs_directive limit 1", Long.class)
                .isEmpty();
    }

    private Head open(byte[] name, long epoch, String sealed) {
        return new Head(
                epoch,
                decode(Envelope.open(sealed, context(name, epoch), slots::open).value()));
    }

    private static byte[] encode(Map<String, Entry> consents) {
        List<String> lines = new ArrayList<>();
        consents.forEach((id, entry) -> lines.add(id + " " + entry.version() + " " + entry.contentHash()));
        return String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Entry> decode(byte[] encoded) {
        Map<String, Entry> consents = new LinkedHashMap<>();
        for (String line : new String(encoded, StandardCharsets.US_ASCII).split("\n", -1)) {
            String[] parts = line.split(" ", -1);
            if (parts.length != 3) {
                throw new SealBrokenException("a directive head is not of this format");
            }
            consents.put(parts[0], new Entry(Long.parseLong(parts[1]), parts[2]));
        }
        return consents;
    }

    static byte[] context(byte[] name, long epoch) {
        return ByteBuffer.allocate(TABLE.length + name.length + 8)
                .put(TABLE)
                .put(name)
                .putLong(epoch)
                .array();
    }
}
