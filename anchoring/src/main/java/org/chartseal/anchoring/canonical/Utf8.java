package org.chartseal.anchoring.canonical;

/** Well-formedness of UTF-8 as Unicode's table 3-7 has it. */
final class Utf8 {
    private Utf8() {}

    /** Length in bytes of the well-formed sequence at an offset, 0 if it is malformed or cut off. */
    static int length(byte[] in, int at) {
        int lead = in[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || in.length - at < length) {
            return 0;
        }
        // The second byte is where overlong forms, surrogates and what lies beyond U+10FFFF show.
        int second = in[at + 1] & 0xff;
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((in[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
