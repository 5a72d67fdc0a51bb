package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.List;

/** Directed programs on storage, calls, creation, precompiles and limits, each also sent as a transaction. */
final class SystemVectors {
    private static final String ADDRESS = "00000000000000000000000000000000000c0ffe";

    private final List<Program> out;

    private SystemVectors(List<Program> out) {
        this.out = out;
    }

    static void addTo(List<Program> out) {
        SystemVectors vectors = new SystemVectors(out);
        vectors.storage();
        vectors.calls();
        vectors.creation();
        vectors.precompiles();
        vectors.limits();
    }

    /** Every sequence of three words in one slot, in a call of its own so that the refund can be lost too. */
    private void storage() {
        for (int first = 0; first < 3; first++) {
            for (int second = 0; second < 3; second++) {
                for (int third = 0; third < 3; third++) {
                    Assembler code = new Assembler();
                    for (int word : new int[] {first, second, third}) {
                        code.push(word).push(1).op(0x55);
                    }
                    add("sstore " + first + second + third, code.op(0x5a).returnTop());
                }
            }
        }
        add("sload twice", new Assembler().raw("6001545060015450 5a").returnTop());
        for (int gas : new int[] {2290, 2295, 2300, 2305, 2306, 2307, 2310, 2315}) {
            byte[] store = new Assembler().push(0).push(1).op(0x55).bytes();
            add("sstore near its stipend " + gas, callOf(store, gas, 0xf1, 0));
        }
    }

    private void calls() {
        byte[] echo = new Assembler().raw("36 6000 6000 37 36 6000 f3").bytes();
        byte[] reverting = new Assembler().raw("602a 6000 52 6020 6000 fd").bytes();
        byte[] halting = new Assembler().raw("fe").bytes();
        byte[] who =
                new Assembler().raw("30 33 34 47 18 18 18 6000 52 6020 6000 f3").bytes();
        byte[] writing = new Assembler().raw("6001 6001 55").bytes();
        byte[] logging = new Assembler().raw("6001 6002 6003 a1").bytes();
        byte[] creating = new Assembler().raw("6000 6000 6000 f0").bytes();
        byte[] dying = new Assembler().raw("33 ff").bytes();
        byte[] deeper = new Assembler()
                .raw("6000 6000 6000 6000 6000 30 5a f1 6000 52 6020 6000 f3")
                .bytes();
        byte[] paying =
                new Assembler().raw("6000 6000 6000 6000 6001 61dead 5a f1").bytes();
        byte[][] codes = {echo, reverting, halting, who, writing, logging, creating, dying, deeper, paying};
        for (int opcode : new int[] {0xf1, 0xf2, 0xf4, 0xfa}) {
            for (int i = 0; i < codes.length; i++) {
                for (int value : new int[] {0, 1, 5000}) {
                    if (value > 0 && opcode > 0xf2) {
                        continue;
                    }
                    for (long gas : new long[] {0, 2300, Long.MAX_VALUE}) {
                        add(
                                "call " + Integer.toHexString(opcode) + " code " + i + " value " + value + " gas "
                                        + gas,
                                callOf(codes[i], gas, opcode, value));
                    }
                }
            }
        }
        for (int opcode : new int[] {0x31, 0x3b, 0x3f}) {
            for (String address : List.of(ADDRESS, "01", "30".repeat(20))) {
                add(
                        "account " + Integer.toHexString(opcode),
                        new Assembler()
                                .push(new BigInteger(address, 16))
                                .op(opcode)
                                .push(new BigInteger(address, 16))
                                .op(opcode)
                                .op(0x5a)
                                .op(0x01)
                                .op(0x01)
                                .returnTop());
            }
            add(
                    "own account " + Integer.toHexString(opcode),
                    new Assembler().op(0x30).op(opcode).returnTop());
        }
        add(
                "extcodecopy",
                new Assembler()
                        .raw("6020 6000 6000 73" + ADDRESS + " 3c 6020 6001 6002 30 3c 59")
                        .returnTop());
        add(
                "to a new account",
                new Assembler()
                        .raw("6000 6000 6000 6000 6001 73" + ADDRESS + " 5a f1")
                        .returnTop());
        add(
                "to no new account",
                new Assembler()
                        .raw("6000 6000 6000 6000 6000 73" + ADDRESS + "0000".substring(4) + " 5a f1")
                        .returnTop());
        add("selfdestruct to new", new Assembler().raw("73" + "11".repeat(20) + " ff"));
        add("selfdestruct to self", new Assembler().raw("30 ff"));
    }

    private void creation() {
        byte[] empty = {};
        byte[] reverting = new Assembler().raw("602a 6000 52 6020 6000 fd").bytes();
        byte[] halting = new Assembler().raw("fe").bytes();
        byte[] ef = new Assembler().raw("60ef 6000 53 6001 6000 f3").bytes();
        byte[] limit = new Assembler().raw("616000 6000 f3").bytes();
        byte[] over = new Assembler().raw("616001 6000 f3").bytes();
        byte[] dying = new Assembler().raw("33 ff").bytes();
        byte[][] inits = {empty, reverting, halting, ef, limit, over, dying};
        for (int i = 0; i < inits.length; i++) {
            for (int opcode : new int[] {0xf0, 0xf5}) {
                for (int value : new int[] {0, 1, 5000}) {
                    for (int times = 1; times < 3; times++) {
                        Assembler code = new Assembler();
                        for (int time = 0; time < times; time++) {
                            code.store(inits[i]);
                            if (opcode == 0xf5) {
                                code.push(7);
                            }
                            code.push(inits[i].length).push(0).push(value).op(opcode);
                        }
                        add(
                                "create " + Integer.toHexString(opcode) + " init " + i + " value " + value + " times "
                                        + times,
                                code.op(0x3d).op(0x18).returnTop(),
                                8_000_000);
                    }
                }
            }
        }
        add("transaction returns ef", new Assembler().raw(ef));
        add("transaction returns the limit", new Assembler().raw(limit), 8_000_000);
        add("transaction returns more", new Assembler().raw(over), 8_000_000);
        add("transaction lacks gas for its code", new Assembler().raw(limit), 1_000_000);
    }

    private void precompiles() {
        for (int number = 1; number <= 5; number++) {
            for (int length : new int[] {0, 1, 31, 32, 33, 96, 128, 200}) {
                for (long gas : new long[] {50, 199, 200, 720, 2999, 3000, 100_000}) {
                    add(
                            "precompile " + number + " length " + length + " gas " + gas,
                            new Assembler()
                                    .raw("601b 6020 52 60ff 6040 52 6003 605f 53")
                                    .push(64)
                                    .push(0x100)
                                    .push(length)
                                    .push(0)
                                    .push(number)
                                    .push(gas)
                                    .op(0xfa)
                                    .op(0x3d)
                                    .op(0x18)
                                    .op(0x5a)
                                    .op(0x18)
                                    .push(0x100)
                                    .op(0x51)
                                    .op(0x18)
                                    .returnTop());
                }
            }
        }
        // 3^5 mod 7, lengths of 1, 1, 1; then a modulus of zero, and an exponent of 33 bytes.
        for (String input : List.of("030507", "030500", "000007", "ff0207")) {
            Assembler code = new Assembler().raw("6001 6000 52 6001 6020 52 6001 6040 52");
            code.push(new BigInteger(input + "00".repeat(29), 16)).push(0x60).op(0x52);
            add(
                    "modexp " + input,
                    code.raw("6001 6000 6063 6000 6005 5a fa 6000 51").op(0x18).returnTop());
        }
        add(
                "modexp of a long exponent",
                new Assembler()
                        .raw(
                                "6020 6000 52 6021 6020 52 6020 6040 52 6003 606051 6060 52 60ff 6080 52 60ff 60a0 52 60ff 60c0 53 60fd 60e0 52"
                                        + "6020 6000 610101 6000 6005 5a fa 6000 51")
                        .op(0x18)
                        .returnTop());
        // A valid signature of keccak("hello") is covered by recover in the contract suite; here: wrong v and high r.
        for (int v : new int[] {0, 26, 27, 28, 29}) {
            add(
                    "ecrecover v " + v,
                    new Assembler()
                            .raw("60aa 6000 52")
                            .push(v)
                            .raw("6020 52 6001 6040 52 6001 6060 52" + "6020 6000 6080 6000 6001 5a fa 6000 51")
                            .op(0x18)
                            .returnTop());
        }
    }

    private void limits() {
        Assembler full = new Assembler();
        for (int i = 0; i < 1024; i++) {
            full.op(0x30);
        }
        add("stack full", new Assembler().raw(full.bytes()).op(0x00));
        add("stack over", new Assembler().raw(full.bytes()).op(0x30));
        add("stack over by dup", new Assembler().raw(full.bytes()).op(0x80));
        for (int octet = 0; octet < 256; octet++) {
            if (octet < 0x40 || octet > 0x48) {
                Assembler code = new Assembler();
                for (int i = 0; i < 17; i++) {
                    code.push(i);
                }
                add(
                        "octet " + Integer.toHexString(octet),
                        code.op(octet).op(0x5a).returnTop());
                add("octet alone " + Integer.toHexString(octet), new Assembler().op(octet));
            }
        }
        add("push cut short", new Assembler().raw("7f0102"));
        add("jump into push data", new Assembler().raw("6004 56 605b 00"));
        add("jumpi taken", new Assembler().raw("6001 6006 57 fe 5b 5a").returnTop());
        add("jumpi not taken", new Assembler().raw("6000 60ff 57 5a").returnTop());
        add("chain id and base fee", new Assembler().raw("46 45 18").returnTop());
        for (long gas = 53_116; gas < 53_140; gas++) {
            add("little gas " + gas, new Assembler().raw("6001 6002 01 6000 52"), gas);
        }
    }

    /** Init code that returns this code. */
    static byte[] deploying(byte[] runtime) {
        return new Assembler()
                .op(0x61)
                .op(runtime.length >> 8)
                .op(runtime.length & 0xff)
                .raw("80 600c 6000 39 6000 f3")
                .raw(runtime)
                .bytes();
    }

    /** Deploys code, calls it, and returns what the call said. */
    static Assembler callOf(byte[] runtime, long gas, int opcode, int value) {
        byte[] deploying = deploying(runtime);
        Assembler code = new Assembler()
                .store(deploying)
                .push(deploying.length)
                .push(0)
                .push(0)
                .op(0xf0);
        code.push(32).push(0).push(40).push(0);
        boolean hasValue = opcode == 0xf1 || opcode == 0xf2;
        if (hasValue) {
            code.push(value);
        }
        code.op(hasValue ? 0x85 : 0x84).push(gas).op(opcode);
        return code.op(0x3d)
                .op(0x18)
                .push(0)
                .op(0x51)
                .op(0x18)
                .op(0x5a)
                .op(0x18)
                .returnTop();
    }

    private void add(String name, Assembler code) {
        add(name, code, 1_000_000);
    }

    private void add(String name, Assembler code, long gas) {
        // Where nothing is written and all gas is seen on the stack, a call says as much as a transaction.
        boolean pure = name.startsWith("precompile") || name.startsWith("octet");
        out.add(new Program(name, code.bytes(), gas, true, !pure));
    }
}
