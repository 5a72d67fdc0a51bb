package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.Random;

/**
 * Seeded random init code: mostly well-formed, so that it gets far, with now and then an ill-formed instruction, a
 * nested call or creation of another such program, and an end of any kind. Nothing asks of block or clock.
 */
final class RandomPrograms {
    private static final int[] UNARY = {0x15, 0x19, 0x50, 0x51, 0x54, 0x31, 0x3b, 0x3f, 0x35};
    private static final int[] BINARY = {
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a,
        0x1b, 0x1c, 0x1d
    };
    private static final int[] NULLARY = {
        0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d, 0x46, 0x47, 0x58, 0x59, 0x5a, 0x5b
    };

    private final Random random;
    private final Assembler code = new Assembler();
    private int height;

    private RandomPrograms(Random random) {
        this.random = random;
    }

    static Program next(Random random, String name) {
        byte[] code = new RandomPrograms(random).build(12 + random.nextInt(50), 2);
        long gas = random.nextInt(4) == 0 ? 60_000 + random.nextInt(60_000) : 400_000 + random.nextInt(400_000);
        return new Program(name, code, gas + 16L * code.length, true, true);
    }

    private byte[] build(int length, int nesting) {
        for (int i = 0; i < length; i++) {
            instruction(nesting);
        }
        end();
        return code.bytes();
    }

    private void instruction(int nesting) {
        int kind = random.nextInt(100);
        if (kind < 22 || height < 3) {
            code.push(operand());
            height++;
        } else if (kind < 48) {
            code.op(BINARY[random.nextInt(BINARY.length)]);
            height--;
        } else if (kind < 56) {
            int op = UNARY[random.nextInt(UNARY.length)];
            if (op == 0x51 || op == 0x35) {
                code.push(random.nextInt(300));
                height++;
            }
            code.op(op);
            height -= op == 0x50 ? 1 : 0;
        } else if (kind < 64) {
            code.op(NULLARY[random.nextInt(NULLARY.length - 1)]);
            height++;
        } else if (kind < 70) {
            code.op(
                    random.nextBoolean()
                            ? 0x80 + random.nextInt(Math.min(16, height))
                            : 0x90 + random.nextInt(Math.min(16, height - 1)));
            height += (code.bytes()[code.size() - 1] & 0xf0) == 0x80 ? 1 : 0;
        } else if (kind < 76) {
            code.push(random.nextInt(300)).op(random.nextBoolean() ? 0x52 : 0x53);
            height--;
        } else if (kind < 84) {
            code.push(random.nextInt(4)).op(random.nextInt(3) == 0 ? 0x54 : 0x55);
            height -= (code.bytes()[code.size() - 1] & 0xff) == 0x55 ? 1 : 0;
        } else if (kind < 88) {
            int topics = random.nextInt(Math.min(5, height));
            code.push(random.nextInt(100)).push(random.nextInt(100)).op(0xa0 + topics);
            height -= topics;
        } else if (kind < 92) {
            int op = new int[] {0x37, 0x39, 0x20, 0x08, 0x09, 0x3e}[random.nextInt(6)];
            code.push(random.nextInt(op == 0x3e ? 3 : 90)).push(random.nextInt(op == 0x3e ? 3 : 90));
            if (op == 0x20) {
                code.op(op);
                height++;
            } else if (op < 0x10) {
                code.op(op);
            } else {
                code.push(random.nextInt(90)).op(op);
            }
        } else if (kind < 98 && nesting > 0) {
            nested(nesting - 1);
        } else if (kind == 99 && random.nextInt(8) == 0) {
            code.op(random.nextInt(256));
        } else {
            // A jump over one byte that would halt.
            int target = code.size() + 6;
            code.op(0x61)
                    .op(target >> 8)
                    .op(target & 0xff)
                    .op(0x56)
                    .op(0xfe)
                    .op(0x00)
                    .op(0x5b);
        }
    }

    /** Creates a contract of a random program that returns a random run-time program, and calls it in some way. */
    private void nested(int nesting) {
        byte[] runtime = new RandomPrograms(random).build(3 + random.nextInt(14), 0);
        byte[] init = nesting > 0 && random.nextInt(3) == 0
                ? new RandomPrograms(random).build(4 + random.nextInt(10), 0)
                : deploying(runtime);
        code.store(init);
        boolean salted = random.nextInt(3) == 0;
        if (salted) {
            code.push(random.nextInt(3));
        }
        code.push(init.length).push(0).push(random.nextInt(3)).op(salted ? 0xf5 : 0xf0);
        int op = new int[] {0xf1, 0xf1, 0xf2, 0xf4, 0xfa}[random.nextInt(5)];
        // Stack: address. Operands go below it by swaps.
        code.push(random.nextInt(64))
                .push(random.nextInt(64))
                .push(random.nextInt(64))
                .push(random.nextInt(64));
        if (op < 0xf4 && op != 0xfa) {
            code.push(random.nextInt(3) == 0 ? random.nextInt(3000) : 0).op(0x85);
        } else {
            code.op(0x84);
        }
        if (random.nextInt(5) == 0) {
            code.op(0x50).push(random.nextInt(8) == 0 ? 1000 : 1 + random.nextInt(5));
        }
        if (random.nextBoolean()) {
            code.op(0x5a);
        } else {
            code.push(random.nextInt(60_000));
        }
        code.op(op);
        height += 2;
    }

    private static byte[] deploying(byte[] runtime) {
        Assembler init = new Assembler();
        // The run-time code follows the 12 bytes of this copy loop.
        init.op(0x61).op(runtime.length >> 8).op(runtime.length & 0xff);
        init.op(0x80).op(0x60).op(12).op(0x60).op(0).op(0x39).op(0x60).op(0).op(0xf3);
        return init.raw(runtime).bytes();
    }

    private void end() {
        switch (random.nextInt(12)) {
            case 0 -> code.op(0x00);
            case 1 -> code.push(random.nextInt(64)).push(random.nextInt(64)).op(0xfd);
            case 2 -> code.op(0xfe);
            case 3 -> code.op(0x33).op(0xff);
            case 4 -> code.push(random.nextInt(50_000)).op(0xff);
            case 5 -> code.push(2).op(0x56);
            default -> {
                for (int i = 0; i < Math.min(6, height); i++) {
                    code.push(32L * i).op(0x52);
                }
                code.push(random.nextInt(224)).push(0).op(0xf3);
            }
        }
    }

    private BigInteger operand() {
        return switch (random.nextInt(6)) {
            case 0 -> BigInteger.valueOf(random.nextInt(40));
            case 1 -> new BigInteger(256, random);
            case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(256));
            case 3 -> BigInteger.ONE.shiftLeft(256).subtract(BigInteger.valueOf(1 + random.nextInt(40)));
            case 4 ->
                BigInteger.ONE
                        .shiftLeft(random.nextInt(256))
                        .subtract(BigInteger.ONE)
                        .max(BigInteger.ONE);
            default -> new BigInteger(8 * (1 + random.nextInt(32)), random);
        };
    }
}
