package org.chartseal.anchoring.devchain.differential;

import java.util.List;

/** Faults as a hand might make them: each must show in the comparison. */
final class Mutants {
    private static final String ARITHMETIC = "evm/Arithmetic.java";
    private static final String CALLS = "evm/Calls.java";
    private static final String CONTEXT = "evm/TransactionContext.java";
    private static final String PROCESSOR = "evm/TransactionProcessor.java";
    private static final String STORAGE = "evm/StorageAccess.java";
    private static final String MACHINE = "evm/Evm.java";

    private Mutants() {}

    static List<Mutant> all() {
        return List.of(
                new Mutant(
                        "SDIV saturates at min / -1",
                        ARITHMETIC,
                        "Word.wrap(Word.signed(a).divide(Word.signed(b)))",
                        "Word.wrap(Word.signed(a).divide(Word.signed(b)).min(MODULUS.shiftRight(1).subtract(BigInteger.ONE)))"),
                new Mutant(
                        "SMOD takes no sign",
                        ARITHMETIC,
                        "Word.signed(a).remainder(Word.signed(b))",
                        "Word.signed(a).mod(Word.signed(b).abs())"),
                new Mutant("SIGNEXTEND one short", ARITHMETIC, "size.intValue() >= 31", "size.intValue() >= 30"),
                new Mutant(
                        "BYTE counts from the other end",
                        ARITHMETIC,
                        "b.shiftRight(248 - 8 * a.intValue())",
                        "b.shiftRight(8 * a.intValue())"),
                new Mutant(
                        "SAR of negatives ends in zero",
                        ARITHMETIC,
                        "Word.wrap(Word.signed(b).shiftRight(a.bitLength() > 8 ? 256 : a.intValue()))",
                        "a.bitLength() > 8 ? BigInteger.ZERO : Word.wrap(Word.signed(b).shiftRight(a.intValue()))"),
                new Mutant(
                        "SHL by the low byte only",
                        ARITHMETIC,
                        "a.bitLength() > 8 ? BigInteger.ZERO : Word.wrap(b.shiftLeft(a.intValue()))",
                        "Word.wrap(b.shiftLeft(a.intValue() & 255))"),
                new Mutant(
                        "ADDMOD wraps before it reduces",
                        ARITHMETIC,
                        "? a.add(b) : a.multiply(b)",
                        "? Word.wrap(a.add(b)) : a.multiply(b)"),
                new Mutant("EXP at the price of Frontier", ARITHMETIC, "frame.charge(50L *", "frame.charge(10L *"),
                new Mutant(
                        "memory without its quadratic term",
                        "evm/Memory.java",
                        "3 * words + words * words / 512",
                        "3 * words + words / 512"),
                new Mutant(
                        "a jump into the data of PUSH32",
                        "evm/Frame.java",
                        "octet >= 0x60 && octet <= 0x7f",
                        "octet >= 0x60 && octet < 0x7f"),
                new Mutant("gas of LOG by the byte", "evm/Interpreter.java", "8L * length", "6L * length"),
                new Mutant("stack of one word more", "evm/Interpreter.java", "> Stack.LIMIT", "> Stack.LIMIT + 1"),
                new Mutant(
                        "PUSH0 is known",
                        "evm/Opcode.java",
                        "PUSH(0x60, 3, 0, 1)",
                        "PUSH0(0x5f, 2, 0, 0),\n    PUSH(0x60, 3, 0, 1)"),
                new Mutant(
                        "warm and cold mixed up",
                        MACHINE,
                        "? COLD_ACCOUNT_GAS : WARM_ACCOUNT_GAS",
                        "? WARM_ACCOUNT_GAS : COLD_ACCOUNT_GAS"),
                new Mutant(
                        "a failed call is not undone",
                        MACHINE,
                        "            state.revert(checkpoint);\n        }\n        return result;\n    }\n\n    /** Creates",
                        "        }\n        return result;\n    }\n\n    /** Creates"),
                new Mutant("code may begin with EF", MACHINE, "code[0] == (byte) 0xef", "code[0] == (byte) 0xee"),
                new Mutant("code limit one too low", MACHINE, "code.length > CODE_LIMIT", "code.length >= CODE_LIMIT"),
                new Mutant("code is deposited for less", MACHINE, "CODE_BYTE_GAS = 200", "CODE_BYTE_GAS = 100"),
                new Mutant("a new contract has no nonce", MACHINE, "state.setNonce(created, 1);", ""),
                new Mutant(
                        "logs outlive a revert",
                        CONTEXT,
                        "        state.onRevert(() -> logs.remove(logs.size() - 1));\n",
                        ""),
                new Mutant(
                        "warm slots outlive a revert",
                        CONTEXT,
                        "        state.onRevert(() -> warmSlots.remove(slot));\n",
                        ""),
                new Mutant(
                        "warm addresses outlive a revert",
                        CONTEXT,
                        "        state.onRevert(() -> warmAddresses.remove(address));\n",
                        ""),
                new Mutant("refunds outlive a revert", CONTEXT, "        state.onRevert(() -> refund -= gas);\n", ""),
                new Mutant("precompile 9 is cold", CONTEXT, "i <= 9", "i < 9"),
                new Mutant(
                        "refund without a cap",
                        PROCESSOR,
                        "Math.min(context.refund(), used / 5)",
                        "Math.min(context.refund(), used)"),
                new Mutant("refund cap of before London", PROCESSOR, "used / 5", "used / 2"),
                new Mutant(
                        "destroyed accounts stay",
                        PROCESSOR,
                        "        context.destroyed().forEach(state::delete);\n",
                        ""),
                new Mutant(
                        "CREATE2 forgets its prefix", "evm/Address.java", "new byte[] {(byte) 0xff}", "new byte[] {}"),
                new Mutant("all gas is passed on", CALLS, "return gas - gas / 64;", "return gas;"),
                new Mutant("one 63rd is kept", CALLS, "gas / 64", "gas / 63"),
                new Mutant("static only one level deep", CALLS, "message.isStatic() || opcode", "opcode"),
                new Mutant("a call with value gets no stipend", CALLS, "gas += transfers ? STIPEND : 0;", ""),
                new Mutant(
                        "DELEGATECALL names the wrong caller",
                        CALLS,
                        "self, message.caller(), message.value()",
                        "self, self, message.value()"),
                new Mutant(
                        "return data of a call that could not begin",
                        CALLS,
                        "        gas += transfers ? STIPEND : 0;\n        frame.returnData = new byte[0];\n",
                        "        gas += transfers ? STIPEND : 0;\n"),
                new Mutant(
                        "return data of a creation",
                        CALLS,
                        "result.isSuccess() ? new byte[0] : result.output()",
                        "result.output()"),
                new Mutant(
                        "a failed creation takes its nonce back",
                        CALLS,
                        "        frame.refund(result.gasLeft());\n        frame.returnData = result.isSuccess()",
                        "        if (!result.isSuccess()) {\n            evm.state().setNonce(self, nonce);\n        }\n        frame.refund(result.gasLeft());\n        frame.returnData = result.isSuccess()"),
                new Mutant(
                        "SELFDESTRUCT always pays for a new account",
                        CALLS,
                        "balance.signum() != 0 && evm.state().isDead(beneficiary)",
                        "evm.state().isDead(beneficiary)"),
                new Mutant("SSTORE at the stipend", STORAGE, "frame.gas() <= STIPEND", "frame.gas() < STIPEND"),
                new Mutant("refund of before London", STORAGE, "CLEAR_REFUND = 4800", "CLEAR_REFUND = 15000"),
                new Mutant(
                        "the original is the current word",
                        STORAGE,
                        "original = transaction.original(self, key)",
                        "original = current"),
                new Mutant(
                        "return data may be overrun",
                        "evm/Environment.java",
                        "if ((long) from + length > frame.returnData.length) {\n            throw new Halt(Halt.Reason.RETURN_DATA_OUT_OF_BOUNDS);\n        }",
                        "length = Math.max(0, Math.min(length, frame.returnData.length - from));"),
                new Mutant(
                        "an empty account has a code hash",
                        "evm/WorldState.java",
                        "account == null || account.isEmpty() ? null",
                        "account == null ? null"),
                new Mutant(
                        "zero bytes of call data cost more",
                        "evm/Call.java",
                        "octet == 0 ? 4 : 16",
                        "octet == 0 ? 8 : 16"),
                new Mutant(
                        "call data at the price of before Istanbul",
                        "evm/Call.java",
                        "octet == 0 ? 4 : 16",
                        "octet == 0 ? 4 : 68"),
                new Mutant("slots of access lists", "evm/Call.java", "1900L", "2000L"),
                new Mutant(
                        "gas of a long exponent",
                        "evm/ModularExponentiation.java",
                        "BigInteger.valueOf(32)).shiftLeft(3)",
                        "BigInteger.valueOf(32)).shiftLeft(2)"),
                new Mutant(
                        "ecrecover takes a low s only", "evm/Secp256k1.java", "s.compareTo(ORDER) >= 0", "!isLow(s)"),
                new Mutant("bloom of two bits", "Bloom.java", "i < 6", "i < 4"),
                new Mutant(
                        "base fee moves half as fast",
                        "BlockHeader.java",
                        "CHANGE_DENOMINATOR = 8",
                        "CHANGE_DENOMINATOR = 16"),
                new Mutant(
                        "tries count from one",
                        "MerklePatriciaTrie.java",
                        "trie.put(Rlp.integer(i)",
                        "trie.put(Rlp.integer(i + 1)"),
                new Mutant(
                        "the whole fee cap is paid",
                        "SignedTransaction.java",
                        "maxFee.min(baseFee.add(maxPriorityFee))",
                        "maxFee"),
                new Mutant("receipts forget their type", "Receipt.java", "typed[0] = (byte) type;", "typed[0] = 2;"));
    }
}
