package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Directed programs by octet, all 256 of them: operands at the bounds, too few, a full stack, and gas to the last unit. */
final class OpcodeVectors {
    private static final BigInteger TOP = BigInteger.ONE.shiftLeft(255);
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final List<BigInteger> BOUNDS =
            List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.valueOf(32), TOP.subtract(BigInteger.ONE), TOP, MAX);
    /** SDIV, SMOD, SIGNEXTEND, SLT, SGT, BYTE, SHL, SHR and SAR. */
    private static final Set<Integer> SIGNS_AND_PLACES = Set.of(0x05, 0x07, 0x0b, 0x12, 0x13, 0x1a, 0x1b, 0x1c, 0x1d);
    /** Words each octet takes; those of families are added below. */
    private static final Map<Integer, Integer> TAKES = new TreeMap<>();

    static {
        int[][] takes = {
            {0, 0x00, 0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48},
            {0, 0x58, 0x59, 0x5a, 0x5b, 0xfe},
            {1, 0x15, 0x19, 0x31, 0x35, 0x3b, 0x3f, 0x40, 0x50, 0x51, 0x54, 0x56, 0xff},
            {2, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18},
            {2, 0x1a, 0x1b, 0x1c, 0x1d, 0x20, 0x52, 0x53, 0x55, 0x57, 0xf3, 0xfd},
            {3, 0x08, 0x09, 0x37, 0x39, 0x3e, 0xf0},
            {4, 0x3c, 0xf5},
            {6, 0xf4, 0xfa},
            {7, 0xf1, 0xf2}
        };
        for (int[] row : takes) {
            for (int i = 1; i < row.length; i++) {
                TAKES.put(row[i], row[0]);
            }
        }
        for (int i = 0; i < 32; i++) {
            TAKES.put(0x60 + i, 0);
        }
        for (int i = 0; i < 16; i++) {
            TAKES.put(0x80 + i, i + 1);
            TAKES.put(0x90 + i, i + 2);
        }
        for (int i = 0; i < 5; i++) {
            TAKES.put(0xa0 + i, i + 2);
        }
    }

    private final int octet;
    private final int takes;
    private final List<Program> out = new ArrayList<>();

    private OpcodeVectors(int octet) {
        this.octet = octet;
        this.takes = TAKES.getOrDefault(octet, 0);
    }

    /** Whether Paris gives the octet a meaning, by the yellow paper rather than by our own table. */
    static boolean isDefined(int octet) {
        return TAKES.containsKey(octet);
    }

    /** Whether it asks of the block: anvil runs eth_call in the newest block, the ledger in the one after. */
    static boolean isOfTheBlock(int octet) {
        return octet == 0x40 || (octet >= 0x42 && octet <= 0x44) || octet == 0x48;
    }

    /** By octet. */
    static Map<Integer, List<Program>> all() {
        Map<Integer, List<Program>> all = new TreeMap<>();
        for (int octet = 0; octet < 256; octet++) {
            OpcodeVectors vectors = new OpcodeVectors(octet);
            vectors.build();
            all.put(octet, vectors.out);
        }
        return all;
    }

    private void build() {
        boolean ofTheBlock = isOfTheBlock(octet);
        if (SIGNS_AND_PLACES.contains(octet)) {
            places();
        }
        add("alone", new Assembler().op(octet).op(0x5a).returnTop(), !ofTheBlock);
        add("in a transaction", observing(operands(i -> BigInteger.valueOf(3L + i))), false);
        add("on a full stack", full(1024).op(octet).op(0x00), !ofTheBlock);
        add("on a stack one short of full", full(1023).op(octet).op(0x00), !ofTheBlock);
        if (takes > 0) {
            Assembler few = new Assembler();
            for (int i = 1; i < takes; i++) {
                few.push(i);
            }
            add("one operand short", few.op(octet).op(0x00), true);
        }
        for (BigInteger word : BOUNDS) {
            add("all operands " + word.toString(16), observing(operands(i -> word)), !ofTheBlock);
            for (int at = 0; at < Math.min(takes, 7); at++) {
                int place = at;
                add(
                        "operand " + at + " " + word.toString(16),
                        observing(operands(i -> i == place ? word : BigInteger.valueOf(64L / (1 + i)))),
                        !ofTheBlock);
            }
        }
    }

    /** All sizes, places and shifts up to a word's, of numbers whose sign bit stands anywhere. */
    private void places() {
        List<BigInteger> words = new ArrayList<>(BOUNDS);
        words.add(new BigInteger("80ff7f00".repeat(8), 16));
        words.add(MAX.shiftRight(7));
        for (BigInteger word : words) {
            Assembler code = new Assembler();
            for (int i = 0; i < 34; i++) {
                code.push(word).push(i < 33 ? i : 8 * i).op(octet).push(32L * i).op(0x52);
            }
            add("all places in " + word.toString(16), code.raw("610440 6000 a0 610440 6000 f3"), false);
        }
    }

    private Assembler operands(java.util.function.IntFunction<BigInteger> word) {
        Assembler code = new Assembler().raw("6042 6000 53");
        for (int i = takes - 1; i >= 0; i--) {
            code.push(word.apply(i));
        }
        return code;
    }

    /** Leaves what is on the stack, the memory's size and the gas left in the log and the output. */
    private Assembler observing(Assembler operands) {
        Assembler code = new Assembler().push(5).push(6).raw(operands.bytes()).op(octet);
        if (octet >= 0x60 && octet <= 0x7f) {
            code.raw("11".repeat(octet - 0x5f));
        }
        if (octet == 0x40) {
            // The hashes of blocks differ by anvil's random words, but not whether there is one.
            code.op(0x15);
        } else if (octet == 0x44) {
            code.op(0x50);
        }
        return code.raw("5a 59 61 0400 52 61 0420 52 61 0440 52 6000 54 61 0460 52 61 0480 6000 a0 61 0480 6000 f3");
    }

    private static Assembler full(int words) {
        return new Assembler().raw("30".repeat(words));
    }

    private void add(String name, Assembler code, boolean call) {
        out.add(new Program("octet " + Integer.toHexString(octet) + ", " + name, code.bytes(), 400_000, call, !call));
    }
}
