package org.chartseal.anchoring.devchain.evm;

import org.jspecify.annotations.Nullable;

/**
 * The instructions of the Paris fork: their fixed gas and what they take from and put on the stack (yellow paper, H.2).
 * Where access is warm or cold (EIP-2929) the fixed gas is zero and the instruction charges both.
 */
enum Opcode {
    STOP(0x00, 0, 0, 0),
    ADD(0x01, 3, 2, 1),
    MUL(0x02, 5, 2, 1),
    SUB(0x03, 3, 2, 1),
    DIV(0x04, 5, 2, 1),
    SDIV(0x05, 5, 2, 1),
    MOD(0x06, 5, 2, 1),
    SMOD(0x07, 5, 2, 1),
    ADDMOD(0x08, 8, 3, 1),
    MULMOD(0x09, 8, 3, 1),
    EXP(0x0a, 10, 2, 1),
    SIGNEXTEND(0x0b, 5, 2, 1),
    LT(0x10, 3, 2, 1),
    GT(0x11, 3, 2, 1),
    SLT(0x12, 3, 2, 1),
    SGT(0x13, 3, 2, 1),
    EQ(0x14, 3, 2, 1),
    ISZERO(0x15, 3, 1, 1),
    AND(0x16, 3, 2, 1),
    OR(0x17, 3, 2, 1),
    XOR(0x18, 3, 2, 1),
    NOT(0x19, 3, 1, 1),
    BYTE(0x1a, 3, 2, 1),
    SHL(0x1b, 3, 2, 1),
    SHR(0x1c, 3, 2, 1),
    SAR(0x1d, 3, 2, 1),
    KECCAK256(0x20, 30, 2, 1),
    ADDRESS(0x30, 2, 0, 1),
    BALANCE(0x31, 0, 1, 1),
    ORIGIN(0x32, 2, 0, 1),
    CALLER(0x33, 2, 0, 1),
    CALLVALUE(0x34, 2, 0, 1),
    CALLDATALOAD(0x35, 3, 1, 1),
    CALLDATASIZE(0x36, 2, 0, 1),
    CALLDATACOPY(0x37, 3, 3, 0),
    CODESIZE(0x38, 2, 0, 1),
    CODECOPY(0x39, 3, 3, 0),
    GASPRICE(0x3a, 2, 0, 1),
    EXTCODESIZE(0x3b, 0, 1, 1),
    EXTCODECOPY(0x3c, 0, 4, 0),
    RETURNDATASIZE(0x3d, 2, 0, 1),
    RETURNDATACOPY(0x3e, 3, 3, 0),
    EXTCODEHASH(0x3f, 0, 1, 1),
    BLOCKHASH(0x40, 20, 1, 1),
    COINBASE(0x41, 2, 0, 1),
    TIMESTAMP(0x42, 2, 0, 1),
    NUMBER(0x43, 2, 0, 1),
    PREVRANDAO(0x44, 2, 0, 1),
    GASLIMIT(0x45, 2, 0, 1),
    CHAINID(0x46, 2, 0, 1),
    SELFBALANCE(0x47, 5, 0, 1),
    BASEFEE(0x48, 2, 0, 1),
    POP(0x50, 2, 1, 0),
    MLOAD(0x51, 3, 1, 1),
    MSTORE(0x52, 3, 2, 0),
    MSTORE8(0x53, 3, 2, 0),
    SLOAD(0x54, 0, 1, 1),
    SSTORE(0x55, 0, 2, 0),
    JUMP(0x56, 8, 1, 0),
    JUMPI(0x57, 10, 2, 0),
    PC(0x58, 2, 0, 1),
    MSIZE(0x59, 2, 0, 1),
    GAS(0x5a, 2, 0, 1),
    JUMPDEST(0x5b, 1, 0, 0),
    PUSH(0x60, 3, 0, 1),
    DUP(0x80, 3, 0, 0),
    SWAP(0x90, 3, 0, 0),
    LOG(0xa0, 375, 0, 0),
    CREATE(0xf0, 32000, 3, 1),
    CALL(0xf1, 0, 7, 1),
    CALLCODE(0xf2, 0, 7, 1),
    RETURN(0xf3, 0, 2, 0),
    DELEGATECALL(0xf4, 0, 6, 1),
    CREATE2(0xf5, 32000, 4, 1),
    STATICCALL(0xfa, 0, 6, 1),
    REVERT(0xfd, 0, 2, 0),
    INVALID(0xfe, 0, 0, 0),
    SELFDESTRUCT(0xff, 5000, 1, 0);

    private static final @Nullable Opcode[] TABLE = table();

    private final int code;
    private final int gas;
    private final int pops;
    private final int pushes;

    Opcode(int code, int gas, int pops, int pushes) {
        this.code = code;
        this.gas = gas;
        this.pops = pops;
        this.pushes = pushes;
    }

    /** The instruction of a byte, null where Paris defines none; PUSH, DUP, SWAP and LOG stand for their families. */
    static @Nullable Opcode of(int octet) {
        return TABLE[octet];
    }

    int code() {
        return code;
    }

    long gas() {
        return gas;
    }

    /** Words that must be on the stack for {@code octet}. */
    int pops(int octet) {
        return switch (this) {
            case DUP -> octet - code + 1;
            case SWAP -> octet - code + 2;
            case LOG -> octet - code + 2;
            default -> pops;
        };
    }

    /** Words on the stack afterwards in place of {@link #pops}. */
    int pushes(int octet) {
        return switch (this) {
            case DUP -> octet - code + 2;
            case SWAP -> octet - code + 2;
            default -> pushes;
        };
    }

    private static @Nullable Opcode[] table() {
        @Nullable Opcode[] table = new @Nullable Opcode[256];
        for (Opcode opcode : values()) {
            int members =
                    switch (opcode) {
                        case PUSH -> 32;
                        case DUP, SWAP -> 16;
                        case LOG -> 5;
                        default -> 1;
                    };
            for (int i = 0; i < members; i++) {
                table[opcode.code + i] = opcode;
            }
        }
        return table;
    }
}
