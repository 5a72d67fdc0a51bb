package org.chartseal.anchoring.log;

import java.util.Arrays;
import java.util.Base64;

/**
 * One signature line of a C2SP signed note.
 *
 * @param keyName name of the signing key
 * @param keyId 4 bytes that hint at the key
 * @param signature what the key's algorithm made
 */
public record NoteSignature(String keyName, byte[] keyId, byte[] signature) {
    static final int KEY_ID_LENGTH = 4;

    private static final String DASH = "\u2014 ";
    private static final String NOT_BASE64 = "expected padded base64 in its only spelling";

    /** The line without its line feed. */
    public String line() {
        byte[] bytes = Arrays.copyOf(keyId, KEY_ID_LENGTH + signature.length);
        System.arraycopy(signature, 0, bytes, KEY_ID_LENGTH, signature.length);
        return DASH + keyName + " " + Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Reads a line without its line feed, strictly.
     *
     * @throws CheckpointFormatException unless the text is one signature line
     */
    public static NoteSignature parse(String line) {
        int space = line.indexOf(' ', DASH.length());
        if (!line.startsWith(DASH) || space <= DASH.length()) {
            throw new CheckpointFormatException("expected a signature line: em dash, key name, base64");
        }
        byte[] bytes = base64(line.substring(space + 1));
        if (bytes.length <= KEY_ID_LENGTH) {
            throw new CheckpointFormatException(
                    "expected a key id of 4 bytes and a signature, found " + bytes.length + " bytes");
        }
        return new NoteSignature(
                line.substring(DASH.length(), space),
                Arrays.copyOf(bytes, KEY_ID_LENGTH),
                Arrays.copyOfRange(bytes, KEY_ID_LENGTH, bytes.length));
    }

    /** Padded standard base64 and only the one spelling of it. */
    static byte[] base64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new CheckpointFormatException(NOT_BASE64);
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new CheckpointFormatException(NOT_BASE64);
        }
        return bytes;
    }
}
