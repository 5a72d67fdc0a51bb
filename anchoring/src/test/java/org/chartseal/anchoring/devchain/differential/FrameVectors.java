package org.chartseal.anchoring.devchain.differential;

import java.util.List;

/** Directed programs on what one frame leaves to the next: warm accesses, the static context, empty accounts. */
final class FrameVectors {
    private final List<Program> out;

    private FrameVectors(List<Program> out) {
        this.out = out;
    }

    static void addTo(List<Program> out) {
        FrameVectors vectors = new FrameVectors(out);
        vectors.warmth();
        vectors.staticContext();
        vectors.emptyAccount();
        vectors.returnData();
    }

    /** What a failed call made warm is cold again, an address as well as a slot. */
    private void warmth() {
        for (String end : List.of("6000 6000 fd", "fe", "00")) {
            byte[] touching = SystemVectors.deploying(
                    new Assembler().raw("61beef 31 6001 54" + end).bytes());
            for (String opcode : List.of("f1", "f2")) {
                add(
                        "warm after a call that ends in " + end,
                        new Assembler()
                                .store(touching)
                                .push(touching.length)
                                .raw("6000 6000 f0 6000 6000 6000 6000 6000 85 620186a0")
                                .raw(opcode)
                                .raw("61beef 31 6001 54 5a")
                                .returnTop());
            }
        }
    }

    /** A contract that calls itself with less data and writes then: under STATICCALL the inner frame may not. */
    private void staticContext() {
        for (String write : List.of("6001 6001 55", "6000 6000 a0", "6000 6000 6000 f0")) {
            for (String opcode : List.of("f1", "f2")) {
                byte[] code = new Assembler()
                        .raw("6028 36 10 601c 57 6000 6000 6001 6000 6000 30 5a")
                        .raw(opcode)
                        .raw("6000 52 6020 6000 f3 5b")
                        .raw(write)
                        .raw("00")
                        .bytes();
                add("write below " + opcode + " below a static call", SystemVectors.callOf(code, 200_000, 0xfa, 0));
                add("write below " + opcode + " below a call", SystemVectors.callOf(code, 200_000, 0xf1, 0));
            }
        }
    }

    /** One that got nothing from a contract that destroyed itself is not there for EXTCODEHASH. */
    private void emptyAccount() {
        byte[] dying = new Assembler().raw("61beef ff").bytes();
        for (int value = 0; value < 2; value++) {
            add(
                    "code hash after a legacy of " + value,
                    new Assembler()
                            .store(dying)
                            .push(dying.length)
                            .push(0)
                            .push(value)
                            .raw("f0 50 61beef 3f")
                            .returnTop());
        }
    }

    /** A call or creation that could not begin leaves no return data, not that of the one before. */
    private void returnData() {
        String identity = "6020 6000 6020 6000 6000 6004 5a f1";
        for (String poor : List.of(
                "6000 6000 6000 6000 612710 30 5a f1",
                "6000 6000 6000 6000 612710 30 5a f2",
                "6000 6000 612710 f0",
                "6000 6000 6000 612710 f5")) {
            add(
                    "return data before " + poor,
                    new Assembler().raw(identity + poor + "3d").returnTop());
        }
    }

    private void add(String name, Assembler code) {
        out.add(new Program(name, code.bytes(), 1_000_000, true, true));
    }
}
