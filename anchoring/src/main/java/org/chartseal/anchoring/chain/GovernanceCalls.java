package org.chartseal.anchoring.chain;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;

/** Calls by which the members of a log change who may sign or publish, or close it. Anyone may send them. */
final class GovernanceCalls {
    private GovernanceCalls() {}

    static String propose(LogRules rules, Statement.Change change, List<MemberSignature> signatures) {
        return encode(
                "proposeChange",
                logId(change),
                rules.struct(),
                address(change.publisher()),
                new Uint8(change.threshold()),
                LogRules.addresses(change.members()),
                new DynamicBytes(Endorsement.packed(rules, signatures)));
    }

    static String enact(LogRules rules, Statement.Change change) {
        return encode(
                "enactChange",
                logId(change),
                rules.struct(),
                address(change.publisher()),
                new Uint8(change.threshold()),
                LogRules.addresses(change.members()));
    }

    static String propose(LogRules rules, Statement.Closing closing, List<MemberSignature> signatures) {
        return encode(
                "proposeClosing",
                logId(closing),
                rules.struct(),
                new Uint64(closing.finalSize()),
                bytes32(closing.finalRoot()),
                bytes32(closing.successor().substring(2)),
                new DynamicBytes(Endorsement.packed(rules, signatures)));
    }

    static String enact(LogRules rules, Statement.Closing closing) {
        return encode(
                "enactClosing",
                logId(closing),
                rules.struct(),
                new Uint64(closing.finalSize()),
                bytes32(closing.finalRoot()),
                bytes32(closing.successor().substring(2)));
    }

    static String withdraw(LogRules rules, Statement.Withdrawal withdrawal, List<MemberSignature> signatures) {
        return encode(
                "withdraw", logId(withdrawal), rules.struct(), new DynamicBytes(Endorsement.packed(rules, signatures)));
    }

    static String proposalOf(String logId) {
        return encode("proposalOf", bytes32(logId.substring(2)));
    }

    private static Bytes32 logId(Statement statement) {
        return bytes32(statement.log().logId().substring(2));
    }

    private static Bytes32 bytes32(String hex) {
        return new Bytes32(HexFormat.of().parseHex(hex));
    }

    private static Address address(String address) {
        return new Address(new BigInteger(address.substring(2), 16));
    }

    private static String encode(String name, Type<?>... inputs) {
        return FunctionEncoder.encode(new Function(name, List.of(inputs), List.of()));
    }
}
