package org.chartseal.anchoring.devchain.differential;

import java.util.Random;

/**
 * Contracts that create contracts and call them in every way, with value, back into their caller, and with an end of any
 * kind at every depth. Each frame leaves in storage what it saw of gas, success and return data.
 */
final class NestedPrograms {
    private static final int[] CALLS = {0xf1, 0xf1, 0xf2, 0xf4, 0xfa};

    private final Random random;

    private NestedPrograms(Random random) {
        this.random = random;
    }

    static Program next(Random random, String name) {
        byte[] code = new NestedPrograms(random).frame(2 + random.nextInt(2)).bytes();
        return new Program(name, code, 1_500_000 + random.nextInt(2_000_000), true, true);
    }

    private Assembler frame(int depth) {
        // Called back, with data, a contract only leaves a trace: or no call would ever end.
        Assembler code = new Assembler();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            trace(code);
            if (depth > 0 && random.nextInt(4) > 0) {
                child(code, depth - 1);
            } else {
                other(code);
            }
        }
        trace(code);
        return end(code);
    }

    private void trace(Assembler code) {
        switch (random.nextInt(6)) {
            case 0 -> code.push(random.nextInt(3)).push(random.nextInt(4)).op(0x55);
            case 1 -> code.op(0x5a).push(random.nextInt(4)).op(0x55);
            case 2 ->
                code.push(random.nextInt(4)).op(0x54).push(random.nextInt(4)).op(0x55);
            case 3 -> code.op(0x47).op(0x33).push(random.nextInt(64)).push(0).op(0xa2);
            case 4 ->
                code.op(0x33)
                        .op(0x31)
                        .op(0x30)
                        .op(0x31)
                        .op(0x18)
                        .push(random.nextInt(4))
                        .op(0x55);
            default -> code.op(0x34).op(0x5a).op(0x18).push(32).push(0).op(0xa1);
        }
    }

    /** Creates a contract and calls it some times; the address stays on the stack meanwhile. */
    private void child(Assembler code, int depth) {
        Assembler runtime = new Assembler().raw(guard()).raw(frame(depth).bytes());
        byte[] init = random.nextInt(6) == 0 ? frame(0).bytes() : SystemVectors.deploying(runtime.bytes());
        boolean salted = random.nextInt(3) == 0;
        code.store(init);
        if (salted) {
            code.push(random.nextInt(2));
        }
        code.push(init.length)
                .push(0)
                .push(random.nextInt(4) == 0 ? 400 : random.nextInt(3))
                .op(salted ? 0xf5 : 0xf0);
        for (int i = random.nextInt(3); i >= 0; i--) {
            call(code, 0x80, 0);
            observe(code);
        }
        code.op(new int[] {0x31, 0x3b, 0x3f}[random.nextInt(3)])
                .push(random.nextInt(4))
                .op(0x55);
    }

    /** A call of the caller, of itself, of a precompile or of nobody. */
    private void other(Assembler code) {
        int target = new int[] {0x33, 0x30, 0x32, 0x60}[random.nextInt(4)];
        if (target == 0x60) {
            code.push(random.nextBoolean() ? 1 + random.nextInt(5) : 0xbeef);
        } else {
            code.op(target);
        }
        call(code, 0x80, 1 + random.nextInt(40));
        observe(code);
        code.op(0x50);
    }

    /** Calls the address on top of the stack and leaves it there, below the result. */
    private void call(Assembler code, int duplicate, int dataLength) {
        int opcode = CALLS[random.nextInt(CALLS.length)];
        boolean hasValue = opcode == 0xf1 || opcode == 0xf2;
        code.push(random.nextInt(64)).push(random.nextInt(64)).push(dataLength).push(random.nextInt(32));
        if (hasValue) {
            code.push(random.nextInt(3) == 0 ? random.nextInt(900) : 0);
        }
        code.op(duplicate + (hasValue ? 5 : 4));
        if (random.nextInt(3) > 0) {
            code.op(0x5a);
        } else {
            code.push(random.nextInt(120_000));
        }
        code.op(opcode);
    }

    /** Folds success, size of the return data and gas into a slot. */
    private void observe(Assembler code) {
        code.op(0x3d).op(0x1b).op(0x5a).op(0x01).push(random.nextInt(4)).op(0x55);
        if (random.nextInt(3) == 0) {
            code.op(0x3d)
                    .push(0)
                    .push(0)
                    .op(0x3e)
                    .push(0)
                    .op(0x51)
                    .push(random.nextInt(4))
                    .op(0x55);
        }
    }

    /** With call data: counts in slot 3 and stops; else goes on. */
    private static byte[] guard() {
        return new Assembler()
                .raw("36 15 600f 57 6003 54 6001 01 6003 55 00 5b")
                .bytes();
    }

    private Assembler end(Assembler code) {
        return switch (random.nextInt(9)) {
            case 0 -> code.push(random.nextInt(64)).push(random.nextInt(64)).op(0xfd);
            case 1 -> code.op(0xfe);
            case 2 -> code.op(0x33).op(0xff);
            case 3 -> code.push(random.nextInt(5000) + 16).op(0xff);
            case 4 -> code.op(0x30).op(0xff);
            case 5 -> code.push(3).op(0x56);
            default -> code.op(0x5a).returnTop();
        };
    }
}
