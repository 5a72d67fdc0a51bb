package org.chartseal.anchoring.devchain.evm;

/** An exceptional halt: it takes all gas of its frame and undoes its effects (yellow paper, 9.4.2). */
final class Halt extends RuntimeException {
    enum Reason {
        OUT_OF_GAS("out of gas"),
        STACK_UNDERFLOW("stack underflow"),
        STACK_OVERFLOW("stack limit reached 1024"),
        INVALID_OPCODE("invalid opcode"),
        INVALID_JUMP("invalid jump destination"),
        WRITE_PROTECTION("write protection"),
        RETURN_DATA_OUT_OF_BOUNDS("return data out of bounds"),
        CODE_TOO_LARGE("max code size exceeded"),
        CODE_STARTS_WITH_EF("invalid code: must not begin with 0xef"),
        ADDRESS_COLLISION("contract address collision"),
        PRECOMPILE_FAILED("precompile failed");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** The reason as geth words it. */
        String text() {
            return text;
        }
    }

    private final Reason reason;

    Halt(Reason reason) {
        super(reason.text(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
