package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;

/** Arithmetic, comparison and bits: instructions that see nothing but the stack. */
final class Arithmetic {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private Arithmetic() {}

    /** Carries out the instruction, or tells that it is none of these. */
    static boolean apply(Opcode opcode, Frame frame) {
        Stack stack = frame.stack;
        switch (opcode) {
            case ISZERO -> stack.push(stack.pop().signum() == 0);
            case NOT -> stack.push(Word.not(stack.pop()));
            case ADDMOD, MULMOD -> {
                BigInteger a = stack.pop();
                BigInteger b = stack.pop();
                BigInteger n = stack.pop();
                BigInteger result = opcode == Opcode.ADDMOD ? a.add(b) : a.multiply(b);
                stack.push(n.signum() == 0 ? BigInteger.ZERO : result.mod(n));
            }
            case EXP -> {
                BigInteger base = stack.pop();
                BigInteger exponent = stack.pop();
                frame.charge(50L * ((exponent.bitLength() + 7) / 8));
                stack.push(base.modPow(exponent, MODULUS));
            }
            case ADD,
                    MUL,
                    SUB,
                    DIV,
                    SDIV,
                    MOD,
                    SMOD,
                    SIGNEXTEND,
                    LT,
                    GT,
                    SLT,
                    SGT,
                    EQ,
                    AND,
                    OR,
                    XOR,
                    BYTE,
                    SHL,
                    SHR,
                    SAR -> {
                BigInteger a = stack.pop();
                BigInteger b = stack.pop();
                stack.push(binary(opcode, a, b));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static BigInteger binary(Opcode opcode, BigInteger a, BigInteger b) {
        return switch (opcode) {
            case ADD -> Word.wrap(a.add(b));
            case MUL -> Word.wrap(a.multiply(b));
            case SUB -> Word.wrap(a.subtract(b));
            case DIV -> b.signum() == 0 ? BigInteger.ZERO : a.divide(b);
            case MOD -> b.signum() == 0 ? BigInteger.ZERO : a.mod(b);
            case SDIV ->
                b.signum() == 0 ? BigInteger.ZERO : Word.wrap(Word.signed(a).divide(Word.signed(b)));
            case SMOD ->
                b.signum() == 0 ? BigInteger.ZERO : Word.wrap(Word.signed(a).remainder(Word.signed(b)));
            case SIGNEXTEND -> signExtend(a, b);
            case LT -> truth(a.compareTo(b) < 0);
            case GT -> truth(a.compareTo(b) > 0);
            case SLT -> truth(Word.signed(a).compareTo(Word.signed(b)) < 0);
            case SGT -> truth(Word.signed(a).compareTo(Word.signed(b)) > 0);
            case EQ -> truth(a.equals(b));
            case AND -> a.and(b);
            case OR -> a.or(b);
            case XOR -> a.xor(b);
            case BYTE ->
                a.bitLength() > 5
                        ? BigInteger.ZERO
                        : b.shiftRight(248 - 8 * a.intValue()).and(BigInteger.valueOf(255));
            case SHL -> a.bitLength() > 8 ? BigInteger.ZERO : Word.wrap(b.shiftLeft(a.intValue()));
            case SHR -> a.bitLength() > 8 ? BigInteger.ZERO : b.shiftRight(a.intValue());
            case SAR -> Word.wrap(Word.signed(b).shiftRight(a.bitLength() > 8 ? 256 : a.intValue()));
            default -> throw new IllegalStateException("no meaning given to " + opcode);
        };
    }

    /** Extends the sign of a two's complement number of {@code size + 1} bytes. */
    private static BigInteger signExtend(BigInteger size, BigInteger word) {
        if (size.bitLength() > 5 || size.intValue() >= 31) {
            return word;
        }
        int bits = 8 * size.intValue() + 8;
        BigInteger low = word.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
        return low.testBit(bits - 1) ? Word.wrap(low.subtract(BigInteger.ONE.shiftLeft(bits))) : low;
    }

    private static BigInteger truth(boolean value) {
        return value ? BigInteger.ONE : BigInteger.ZERO;
    }
}
