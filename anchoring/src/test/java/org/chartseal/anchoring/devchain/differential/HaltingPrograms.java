package org.chartseal.anchoring.devchain.differential;

import java.math.BigInteger;
import java.util.Random;

/** Programs that run quietly for a while and then halt in one way, in their own frame or in one they called. */
final class HaltingPrograms {
    /** Ways to halt exceptionally, and one to end without. */
    enum Way {
        NONE,
        INVALID_OPCODE,
        JUMP_TO_NO_DESTINATION,
        JUMP_INTO_PUSH_DATA,
        JUMP_PAST_THE_END,
        UNDERFLOW,
        OVERFLOW,
        ENDLESS_LOOP,
        TOO_MUCH_MEMORY,
        STATIC_WRITE,
        RETURN_DATA_OUT_OF_BOUNDS,
        CODE_BEGINS_WITH_EF,
        CODE_TOO_LARGE,
        CODE_NOT_PAID_FOR
    }

    private static final String[] WRITES = {
        "6001 6001 55",
        "6000 6000 a0",
        "6000 6000 6000 f0",
        "6000 6000 6000 6000 f5",
        "33 ff",
        "6000 6000 6000 6000 6001 33 5a f1"
    };

    private HaltingPrograms() {}

    static Program next(Random random, Way way, String name) {
        byte[] code = quiet(random).raw(halt(random, way)).bytes();
        boolean nested = way == Way.STATIC_WRITE || random.nextBoolean();
        if (nested && code.length < 1000) {
            int opcode = way == Way.STATIC_WRITE ? 0xfa : new int[] {0xf1, 0xf2, 0xf4, 0xfa}[random.nextInt(4)];
            code = SystemVectors.callOf(code, 60_000 + random.nextInt(60_000), opcode, random.nextInt(2))
                    .bytes();
        }
        return new Program(name + " " + way, code, 250_000 + random.nextInt(200_000), true, random.nextBoolean());
    }

    private static Assembler quiet(Random random) {
        Assembler code = new Assembler();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            code.push(new BigInteger(1 + random.nextInt(255), random))
                    .push(random.nextInt(1000))
                    .op(0x52);
            code.push(random.nextInt(200)).push(random.nextInt(300)).op(0x20).op(0x50);
            code.push(random.nextInt(4)).op(0x54).op(0x50);
        }
        return code;
    }

    private static byte[] halt(Random random, Way way) {
        Assembler code = new Assembler();
        switch (way) {
            case NONE -> code.op(0x5a).returnTop();
            case INVALID_OPCODE -> {
                int octet = random.nextInt(256);
                while (OpcodeVectors.isDefined(octet)) {
                    octet = random.nextInt(256);
                }
                code.op(octet);
            }
            case JUMP_TO_NO_DESTINATION ->
                code.push(0).op(random.nextBoolean() ? 0x56 : 0x57).push(0).op(0x56);
            case JUMP_INTO_PUSH_DATA -> code.raw("58 6005 01 56 605b 00");
            case JUMP_PAST_THE_END ->
                code.push(new BigInteger(17 + random.nextInt(239), random)).op(0x56);
            case UNDERFLOW -> code.op(random.nextBoolean() ? 0x50 : 0x90 + random.nextInt(16));
            case OVERFLOW -> code.raw("58 5b 80 80 80 6001 01 56");
            case ENDLESS_LOOP -> code.raw("58 5b 80 6001 01 56");
            case TOO_MUCH_MEMORY ->
                code.push(new BigInteger(22 + random.nextInt(234), random).setBit(21))
                        .op(0x51);
            case STATIC_WRITE -> code.raw(WRITES[random.nextInt(WRITES.length)]);
            case RETURN_DATA_OUT_OF_BOUNDS ->
                code.push(1 + random.nextInt(40))
                        .push(random.nextInt(2))
                        .push(0)
                        .op(0x3e);
            case CODE_BEGINS_WITH_EF -> create(code, new Assembler().raw("60ef 6000 53 6001 6000 f3"), random);
            case CODE_TOO_LARGE -> create(code, new Assembler().raw("616001 6000 f3"), random);
            default -> create(code, new Assembler().raw("611000 6000 f3"), random);
        }
        return code.bytes();
    }

    private static void create(Assembler code, Assembler init, Random random) {
        boolean salted = random.nextBoolean();
        code.store(init.bytes());
        if (salted) {
            code.push(random.nextInt(3));
        }
        code.push(init.size()).push(0).push(0).op(salted ? 0xf5 : 0xf0);
        code.op(0x3d).op(0x18).op(0x5a).op(0x18).returnTop();
    }
}
