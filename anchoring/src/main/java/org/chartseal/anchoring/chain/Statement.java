package org.chartseal.anchoring.chain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.web3j.crypto.Hash;

/**
 * What members of a log sign, as typed data (EIP-712) of the domain {@code ChartSealAnchors}, version 2, of one contract
 * on one chain. Each is of one log and one epoch.
 */
public sealed interface Statement {
    /** Which log. */
    ChainIdentity log();

    /** In which epoch of its rules. */
    long epoch();

    /** EIP-712 struct hash, 64 lower-case hex digits. */
    String structHash();

    /** That a checkpoint is of this log: what each anchor needs. */
    record Checkpoint(ChainIdentity log, long epoch, long treeSize, String root) implements Statement {
        @Override
        public String structHash() {
            return hash(
                    "Checkpoint(bytes32 logId,uint64 epoch,uint64 treeSize,bytes32 root)", this, word(treeSize) + root);
        }
    }

    /** That publisher, threshold and members become these. */
    record Change(ChainIdentity log, long epoch, long number, String publisher, int threshold, List<String> members)
            implements Statement {
        public Change {
            members = List.copyOf(members);
        }

        @Override
        public String structHash() {
            StringBuilder addresses = new StringBuilder();
            members.forEach(member -> addresses.append(address(member)));
            return hash(
                    "Change(bytes32 logId,uint64 epoch,uint64 number,address publisher,uint8 threshold,address[] members)",
                    this,
                    word(number) + address(publisher) + word(threshold) + keccak(addresses.toString()));
        }
    }

    /** That the log ends at this root, and which goes on from there. */
    record Closing(ChainIdentity log, long epoch, long number, long finalSize, String finalRoot, String successor)
            implements Statement {
        @Override
        public String structHash() {
            return hash(
                    "Closing(bytes32 logId,uint64 epoch,uint64 number,uint64 finalSize,bytes32 finalRoot,"
                            + "bytes32 successor)",
                    this,
                    word(number) + word(finalSize) + finalRoot + successor.substring(2));
        }
    }

    /** That a proposal is taken back. */
    record Withdrawal(ChainIdentity log, long epoch, long number) implements Statement {
        @Override
        public String structHash() {
            return hash("Withdrawal(bytes32 logId,uint64 epoch,uint64 number)", this, word(number));
        }
    }

    /** What is signed: keccak256(0x1901, domain, struct), 32 bytes. */
    default byte[] digest() {
        String domain =
                keccak(text("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")
                        + text("ChartSealAnchors")
                        + text("2")
                        + word(log().chainId())
                        + address(log().contract()));
        return HexFormat.of().parseHex(keccak("1901" + domain + structHash()));
    }

    private static String hash(String type, Statement statement, String rest) {
        return keccak(text(type) + statement.log().logId().substring(2) + word(statement.epoch()) + rest);
    }

    private static String text(String text) {
        return keccak(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String keccak(String hex) {
        return Hash.sha3("0x" + hex).substring(2);
    }

    private static String word(long value) {
        String hex = BigInteger.valueOf(value).toString(16);
        return "0".repeat(64 - hex.length()) + hex;
    }

    private static String address(String address) {
        return "0".repeat(24) + address.substring(2);
    }
}
