package org.chartseal.anchoring.devchain.differential;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.HexFormat;

/** Writes EVM code. */
final class Assembler {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Appends opcodes and data, as hex. */
    Assembler raw(String hex) {
        return raw(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    Assembler raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    Assembler op(int opcode) {
        out.write(opcode);
        return this;
    }

    Assembler push(long value) {
        return push(BigInteger.valueOf(value));
    }

    /** Pushes with as few bytes as will do. */
    Assembler push(BigInteger value) {
        byte[] bytes = value.signum() == 0 ? new byte[1] : value.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        out.write(0x5f + bytes.length - from);
        out.write(bytes, from, bytes.length - from);
        return this;
    }

    /** Stores code in memory from 0 on; ends with nothing on the stack. */
    Assembler store(byte[] code) {
        for (int i = 0; i < code.length; i += 32) {
            byte[] word =
                    java.util.Arrays.copyOf(java.util.Arrays.copyOfRange(code, i, Math.min(code.length, i + 32)), 32);
            push(new BigInteger(1, word)).push(i).op(0x52);
        }
        return this;
    }

    /** Returns the word on top of the stack. */
    Assembler returnTop() {
        return push(0).op(0x52).push(32).push(0).op(0xf3);
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
