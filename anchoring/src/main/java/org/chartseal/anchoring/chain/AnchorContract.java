package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Hash;

/** The code and the ABI of {@code ChartSealAnchors}, version 2. */
final class AnchorContract {
    /** Topic 0 of {@code Anchored}. */
    static final String ANCHORED = Hash.sha3String("Anchored(bytes32,uint64,uint64,bytes32,bytes32)");

    private AnchorContract() {}

    /** Creation code, 0x and hex. */
    static String creationCode() {
        return "0x" + resource("ChartSealAnchors.bin");
    }

    /** Keccak-256 of the run-time code, 0x and 64 hex digits. */
    static String codeHash() {
        return Hash.sha3("0x" + resource("ChartSealAnchors.bin-runtime"));
    }

    static String createLog(byte[] originHash, byte[] nonce, LogRules rules) {
        return encode("createLog", new Bytes32(originHash), new Bytes32(nonce), rules.struct());
    }

    static String anchor(String logId, Append append) {
        PendingAnchor next = append.next();
        Endorsement endorsement = append.endorsement();
        return encode(
                "anchor",
                bytes32(logId),
                new DynamicStruct(
                        new Uint64(next.sequence()),
                        bytes32(append.beforeHead()),
                        bytes32(append.previousRoot()),
                        new Uint64(next.treeSize()),
                        bytes32(next.root()),
                        new DynamicArray<>(
                                Bytes32.class,
                                endorsement.consistencyProof().stream()
                                        .map(Bytes32::new)
                                        .toList())),
                endorsement.rules().struct(),
                new DynamicBytes(endorsement.packed()));
    }

    static String headOf(String logId) {
        return encode("headOf", bytes32(logId));
    }

    static String exists(String logId) {
        return encode("exists", bytes32(logId));
    }

    /** The id that the contract gives to a log. */
    static String logId(
            long chainId, String contract, String creator, byte[] originHash, byte[] nonce, LogRules rules) {
        HexFormat hex = HexFormat.of();
        return Hash.sha3("0x" + word(BigInteger.valueOf(chainId)) + word(new BigInteger(contract.substring(2), 16))
                + word(new BigInteger(creator.substring(2), 16)) + hex.formatHex(originHash)
                + bare(rules.hash()) + hex.formatHex(nonce));
    }

    /** The head that the contract computes for an anchor, 0x and 64 hex digits. */
    static String head(String logId, PendingAnchor pending) {
        return Hash.sha3(logId
                + bare(pending.previousHead())
                + word(BigInteger.valueOf(pending.sequence()))
                + word(BigInteger.valueOf(pending.treeSize()))
                + bare(pending.root()));
    }

    /** A sequence number as an indexed topic. */
    static String topic(long sequence) {
        return "0x" + word(BigInteger.valueOf(sequence));
    }

    private static String encode(String name, Type<?>... inputs) {
        return FunctionEncoder.encode(new Function(name, List.of(inputs), List.of()));
    }

    private static Bytes32 bytes32(String hex) {
        return new Bytes32(HexFormat.of().parseHex(bare(hex)));
    }

    private static String word(BigInteger value) {
        String hex = value.toString(16);
        return "0".repeat(64 - hex.length()) + hex;
    }

    private static String bare(String hex) {
        return hex.startsWith("0x") ? hex.substring(2) : hex;
    }

    private static String resource(String name) {
        try (InputStream in = AnchorContract.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("class path: expected " + name + ", found none");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
