package org.chartseal.anchoring.devchain.evm;

import java.math.BigInteger;

/**
 * One message call (yellow paper, 8).
 *
 * @param codeAddress whose code runs
 * @param self whose storage and balance the code acts on
 * @param caller what CALLER says
 * @param value what CALLVALUE says, in wei
 * @param transfersValue whether the value moves from caller to self: not for DELEGATECALL and CALLCODE
 * @param input call data
 * @param gas for the frame
 * @param isStatic whether changes of state halt it (EIP-214)
 * @param depth 0 for the transaction's own frame
 */
record Message(
        Address codeAddress,
        Address self,
        Address caller,
        BigInteger value,
        boolean transfersValue,
        byte[] input,
        long gas,
        boolean isStatic,
        int depth) {}
