package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Directed programs: every pure instruction on awkward operands, and each rule of gas, calls and creation. */
final class Vectors {
    private static final BigInteger TOP = BigInteger.ONE.shiftLeft(255);
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final List<BigInteger> WORDS = List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.valueOf(3),
            BigInteger.valueOf(31),
            BigInteger.valueOf(255),
            BigInteger.valueOf(256),
            new BigInteger("8000", 16),
            TOP.subtract(BigInteger.ONE),
            TOP,
            TOP.add(BigInteger.ONE),
            MAX.subtract(BigInteger.TWO),
            MAX);

    private final List<Program> out = new ArrayList<>();

    private Vectors() {}

    static List<Program> all() {
        Vectors vectors = new Vectors();
        vectors.pure();
        vectors.ternary();
        SystemVectors.addTo(vectors.out);
        FrameVectors.addTo(vectors.out);
        return vectors.out;
    }

    private void pure() {
        int[] opcodes = {
            0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a,
            0x1b, 0x1c, 0x1d
        };
        for (int opcode : opcodes) {
            // One row of results a call: both operands of every pair of words.
            for (BigInteger a : WORDS) {
                Assembler code = new Assembler();
                int at = 0;
                for (BigInteger b : WORDS) {
                    code.push(b).push(a).op(opcode).push(32L * at++).op(0x52);
                }
                add(
                        "opcode " + Integer.toHexString(opcode) + " of " + a.toString(16),
                        code.push(32L * at).push(0).op(0xf3));
            }
            for (BigInteger a : WORDS) {
                add(
                        "opcode " + Integer.toHexString(opcode) + " of " + a.toString(16) + " with itself plus one",
                        new Assembler()
                                .push(a)
                                .push(a)
                                .push(1)
                                .op(0x01)
                                .op(opcode)
                                .returnTop());
                add(
                        "opcode " + Integer.toHexString(opcode) + " of one word",
                        new Assembler().push(a).op(opcode).returnTop());
            }
        }
        for (BigInteger a : WORDS) {
            add("iszero " + a.toString(16), new Assembler().push(a).op(0x15).returnTop());
            add("not " + a.toString(16), new Assembler().push(a).op(0x19).returnTop());
            add(
                    "calldataload " + a.toString(16),
                    new Assembler().push(a).op(0x35).returnTop());
            add("mload " + a.toString(16), new Assembler().push(a).op(0x51).returnTop());
            add("jump " + a.toString(16), new Assembler().push(a).op(0x56));
            add(
                    "keccak at " + a.toString(16),
                    new Assembler().push(0).push(a).op(0x20).returnTop());
            add(
                    "keccak of " + a.toString(16),
                    new Assembler().push(a).push(0).op(0x20).returnTop());
            add("return " + a.toString(16), new Assembler().push(a).push(0).op(0xf3));
            add("revert at " + a.toString(16), new Assembler().push(0).push(a).op(0xfd));
        }
    }

    private void ternary() {
        for (int opcode : new int[] {0x08, 0x09}) {
            for (BigInteger a : WORDS) {
                Assembler code = new Assembler();
                int at = 0;
                for (BigInteger b : WORDS) {
                    for (BigInteger n : WORDS) {
                        code.push(n).push(b).push(a).op(opcode).push(32L * at++).op(0x52);
                    }
                }
                add(
                        "opcode " + Integer.toHexString(opcode) + " of " + a.toString(16),
                        code.push(32L * at).push(0).op(0xf3));
            }
        }
        for (int opcode : new int[] {0x37, 0x39, 0x3e}) {
            for (BigInteger a : WORDS) {
                for (BigInteger b : WORDS) {
                    add(
                            "copy " + Integer.toHexString(opcode) + " of " + a.toString(16) + " from " + b.toString(16),
                            new Assembler()
                                    .push(a)
                                    .push(b)
                                    .push(5)
                                    .op(opcode)
                                    .op(0x59)
                                    .returnTop());
                }
            }
        }
    }

    private void add(String name, Assembler code) {
        out.add(new Program(name, code.bytes(), 2_000_000, true, false));
    }
}
