package org.chartseal.anchoring.chain;

import java.math.BigInteger;
import java.util.List;
import org.web3j.crypto.Hash;

/** The custom errors of the contract, read from revert data. */
record ContractError(String name, String selector, List<String> types) {
    private static final int WORD = 64;
    private static final List<ContractError> ALL = List.of(
            of("LogExists", "bytes32"),
            of("UnknownLog", "bytes32"),
            of("NotPublisher", "address", "address"),
            of("WrongSequence", "uint64", "uint64"),
            of("WrongPreviousHead", "bytes32", "bytes32"),
            of("TreeNotGrowing", "uint64", "uint64"),
            of("TreeTooLarge", "uint64", "uint64"),
            of("LogClosed", "bytes32"),
            of("WrongPreviousRoot", "bytes32", "bytes32"),
            of("Inconsistent", "uint64", "uint64", "uint256"),
            of("WrongRules", "bytes32", "bytes32"),
            of("WrongEpoch", "uint64", "uint64"),
            of("TooManyMembers", "uint256", "uint256"),
            of("MembersNotAscending", "address", "address"),
            of("WrongThreshold", "uint256", "uint256", "uint256"),
            of("ZeroPublisher"),
            of("NoMembers", "bytes32"),
            of("WrongSignaturesLength", "uint256", "uint256"),
            of("SignersNotAscending", "uint256", "uint256"),
            of("NoSuchMember", "uint256", "uint256"),
            of("HighS", "uint256", "uint256"),
            of("WrongSigner", "address", "address"),
            of("ProposalPending", "uint64"),
            of("NothingProposed", "bytes32"),
            of("WrongProposal", "bytes32", "bytes32"),
            of("TooEarly", "uint64", "uint64"),
            of("FinalSizeTooLarge", "uint64", "uint64"),
            of("PrecompileFailed"));

    private static ContractError of(String name, String... types) {
        String signature = name + "(" + String.join(",", types) + ")";
        return new ContractError(name, Hash.sha3String(signature).substring(0, 10), List.of(types));
    }

    /** " (WrongSequence: expected 2, found 3)" or the like; empty for data of no known error. */
    static String describe(String data) {
        for (ContractError error : ALL) {
            if (data.startsWith(error.selector) && data.length() == 10 + WORD * error.types.size()) {
                return " (" + error.name + ": " + error.arguments(data) + ")";
            }
        }
        return data.isEmpty() ? "" : " (" + data + ")";
    }

    private String arguments(String data) {
        return switch (types.size()) {
            case 0 -> "no argument";
            case 1 -> argument(data, 0);
            case 2 -> "expected " + argument(data, 0) + ", found " + argument(data, 1);
            default -> argument(data, 0) + ", " + argument(data, 1) + ", " + argument(data, 2);
        };
    }

    private String argument(String data, int index) {
        String word = data.substring(10 + WORD * index, 10 + WORD * (index + 1));
        return switch (types.get(index)) {
            case "address" -> "0x" + word.substring(24);
            case "uint64", "uint256" -> new BigInteger(word, 16).toString();
            default -> "0x" + word;
        };
    }
}
