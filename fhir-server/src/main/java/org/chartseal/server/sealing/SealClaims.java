package org.chartseal.server.sealing;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sealed row says of itself in its sealed header block: readable without the body, and unreadable without the
 * key.
 *
 * @param fhirId the resource's FHIR id
 * @param ownerRule number of the rule that chose the owners
 * @param labels security labels of this version
 */
public record SealClaims(String fhirId, int ownerRule, List<Label> labels) {
    /**
     * A security label.
     *
     * @param system code system, empty if none
     * @param code the code, empty if none
     */
    public record Label(String system, String code) {}

    byte[] encode() {
        List<byte[]> texts = new ArrayList<>();
        texts.add(fhirId.getBytes(StandardCharsets.UTF_8));
        for (Label label : labels) {
            texts.add(label.system().getBytes(StandardCharsets.UTF_8));
            texts.add(label.code().getBytes(StandardCharsets.UTF_8));
        }
        ByteBuffer bytes = ByteBuffer.allocate(
                3 + texts.stream().mapToInt(text -> 2 + text.length).sum());
        bytes.put((byte) ownerRule);
        put(bytes, texts.get(0));
        bytes.putShort((short) labels.size());
        texts.stream().skip(1).forEach(text -> put(bytes, text));
        return bytes.array();
    }

    static SealClaims decode(byte[] encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(encoded);
            int ownerRule = Byte.toUnsignedInt(bytes.get());
            String fhirId = text(bytes);
            int count = Short.toUnsignedInt(bytes.getShort());
            List<Label> labels = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                labels.add(new Label(text(bytes), text(bytes)));
            }
            if (bytes.hasRemaining()) {
                throw new SealBrokenException("the header block has trailing bytes");
            }
            return new SealClaims(fhirId, ownerRule, List.copyOf(labels));
        } catch (BufferUnderflowException truncated) {
            throw new SealBrokenException("the header block is cut short");
        }
    }

    private static void put(ByteBuffer bytes, byte[] text) {
        if (text.length > 0xffff) {
            throw new IllegalArgumentException("Expected a label of at most 65535 bytes, found " + text.length);
        }
        bytes.putShort((short) text.length).put(text);
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
