package org.chartseal.anchoring.chain;

import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;

/** Calls of the contract's proofs. */
final class TreeCalls {
    static final String YES = "0x" + "0".repeat(63) + "1";
    static final String NO = "0x" + "0".repeat(64);

    private TreeCalls() {}

    static String isConsistent(long size1, byte[] root1, long size2, byte[] root2, List<byte[]> proof) {
        return FunctionEncoder.encode(new Function(
                "isConsistent",
                List.of(new Uint64(size1), new Bytes32(root1), new Uint64(size2), new Bytes32(root2), array(proof)),
                List.of()));
    }

    static String isIncluded(long index, byte[] leafHash, long size, byte[] root, List<byte[]> proof) {
        return FunctionEncoder.encode(new Function(
                "isIncluded",
                List.of(new Uint64(index), new Bytes32(leafHash), new Uint64(size), new Bytes32(root), array(proof)),
                List.of()));
    }

    private static DynamicArray<Bytes32> array(List<byte[]> hashes) {
        return new DynamicArray<>(
                Bytes32.class, hashes.stream().map(Bytes32::new).toList());
    }
}
