package org.chartseal.anchoring.chain;

import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.Hash;

/**
 * Who must sign for a log, as the contract's {@code Rules} say it. The contract keeps only their hash.
 *
 * @param epoch 0 at first, one more with each change; no signature outlives its epoch
 * @param delay seconds between the proposal of a change and the change; never changes
 * @param floor least threshold that a change may set, at least 1 where there are members; never changes
 * @param threshold members that must sign each anchor, the m of m-of-n; 0 exactly where there are no members
 * @param members addresses, 0x and 40 lower-case hex digits, in ascending order, at most 32
 */
public record LogRules(long epoch, long delay, int floor, int threshold, List<String> members) {
    /** Most members a log may have. */
    public static final int MOST_MEMBERS = 32;

    public LogRules {
        members = List.copyOf(members);
        if (epoch < 0 || delay < 0 || delay > 0xffffffffL) {
            throw new IllegalArgumentException(
                    "rules: expected an epoch and a delay of at most 2^32-1 s, found " + epoch + " and " + delay);
        }
        if (members.size() > MOST_MEMBERS) {
            throw new IllegalArgumentException(
                    "rules: expected at most " + MOST_MEMBERS + " members, found " + members.size());
        }
        int least = members.isEmpty() ? 0 : 1;
        if (floor < least || floor > threshold || threshold > members.size()) {
            throw new IllegalArgumentException("rules: expected " + least + " <= floor <= threshold <= "
                    + members.size() + ", found floor " + floor + " and threshold " + threshold);
        }
        String before = "0x" + "0".repeat(40);
        for (String member : members) {
            if (!member.matches("0x[0-9a-f]{40}") || member.compareTo(before) <= 0) {
                throw new IllegalArgumentException(
                        "rules: expected addresses in ascending order, found " + member + " after " + before);
            }
            before = member;
        }
    }

    /** A log that its publisher alone extends, for ever: for evaluation. */
    public static LogRules publisherAlone() {
        return new LogRules(0, 0, 0, 0, List.of());
    }

    /** Rules of a new log, the floor being the threshold; members in any order. */
    public static LogRules of(int threshold, long delay, List<String> members) {
        return new LogRules(
                0, delay, threshold, threshold, members.stream().sorted().toList());
    }

    /** The rules after a change. */
    public LogRules next(int newThreshold, List<String> newMembers) {
        return new LogRules(epoch + 1, delay, floor, newThreshold, newMembers);
    }

    /** Keccak-256 of their ABI encoding, as the contract keeps it: 0x and 64 lower-case hex digits. */
    public String hash() {
        return Hash.sha3("0x" + FunctionEncoder.encodeConstructor(List.of(struct())));
    }

    DynamicStruct struct() {
        return new DynamicStruct(
                new Uint64(epoch), new Uint32(delay), new Uint8(floor), new Uint8(threshold), addresses(members));
    }

    static DynamicArray<Address> addresses(List<String> members) {
        return new DynamicArray<>(
                Address.class,
                members.stream()
                        .map(member -> new Address(new BigInteger(member.substring(2), 16)))
                        .toList());
    }
}
