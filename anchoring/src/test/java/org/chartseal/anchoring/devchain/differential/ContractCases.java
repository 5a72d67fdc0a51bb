package org.chartseal.anchoring.devchain.differential;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.chartseal.anchoring.chain.Npm;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.Word;

/** Contracts as solc compiles them, each function called with random arguments by its ABI. */
final class ContractCases {
    private static final String SOLC = "0.8.30";
    private static final Path ANCHORS = Path.of("src", "main", "solidity");
    private static final Path FIXTURE = Path.of("src", "test", "solidity");

    private record Compiled(byte[] code, List<JsonNode> functions) {}

    private final List<Compiled> contracts = new ArrayList<>();

    private ContractCases() {}

    static ContractCases compile(Path directory) throws Exception {
        Path modules = Npm.install("solc@" + SOLC);
        Npm.run(
                "node",
                FIXTURE.resolve("compile.mjs").toAbsolutePath().toString(),
                directory.toString(),
                modules.toString());
        ContractCases cases = new ContractCases();
        cases.read(directory, "Mixture");
        cases.read(directory, "Mixture.optimized");
        cases.read(ANCHORS, "ChartSealAnchors");
        return cases;
    }

    private void read(Path directory, String name) throws Exception {
        List<JsonNode> functions = new ArrayList<>();
        EvmNode.JSON.readTree(directory.resolve(name + ".abi.json").toFile()).forEach(entry -> {
            if (entry.path("type").asText().equals("function")) {
                functions.add(entry);
            }
        });
        String code = Files.readString(directory.resolve(name + ".bin")).strip();
        contracts.add(new Compiled(HexFormat.of().parseHex(code), functions));
    }

    Case next(Random random, String name) {
        Compiled contract = contracts.get(random.nextInt(contracts.size()));
        List<Order> orders = new ArrayList<>();
        orders.add(Order.send("", BigInteger.ZERO, contract.code(), 6_000_000));
        for (int i = 0; i < 12; i++) {
            JsonNode function =
                    contract.functions().get(random.nextInt(contract.functions().size()));
            byte[] data = data(function, random);
            boolean payable = function.path("stateMutability").asText().equals("payable");
            BigInteger value = BigInteger.valueOf(payable || random.nextInt(20) == 0 ? random.nextInt(500) : 0);
            boolean constant = function.path("stateMutability").asText().matches("view|pure");
            orders.add(
                    constant || random.nextInt(3) == 0
                            ? Order.call("#0", value, data, 3_000_000)
                            : Order.send("#0", value, data, 3_000_000));
        }
        return new Case("compiled contracts", name, orders);
    }

    private static byte[] data(JsonNode function, Random random) {
        List<String> types = new ArrayList<>();
        function.path("inputs").forEach(input -> types.add(input.path("type").asText()));
        String signature = function.path("name").asText() + "(" + String.join(",", types) + ")";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)), 4));
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        for (String type : types) {
            if (type.endsWith("[]") || type.equals("bytes") || type.equals("string")) {
                out.writeBytes(Word.bytes(BigInteger.valueOf(32L * types.size() + tail.size())));
                int length = random.nextInt(5);
                tail.writeBytes(Word.bytes(BigInteger.valueOf(type.endsWith("[]") ? length : length * 7L)));
                for (int i = 0; i < length; i++) {
                    tail.writeBytes(
                            type.endsWith("[]") ? word(type.substring(0, type.length() - 2), random) : bytes(random));
                }
            } else {
                out.writeBytes(word(type, random));
            }
        }
        out.writeBytes(tail.toByteArray());
        byte[] data = out.toByteArray();
        return random.nextInt(25) == 0 ? Arrays.copyOf(data, random.nextInt(data.length + 1)) : data;
    }

    private static byte[] word(String type, Random random) {
        if (type.equals("bool")) {
            return Word.bytes(BigInteger.valueOf(random.nextInt(2)));
        }
        if (type.equals("address")) {
            return Word.bytes(new BigInteger(Wallet.address(random.nextInt(2)).substring(2), 16));
        }
        BigInteger word =
                switch (random.nextInt(4)) {
                    case 0 -> BigInteger.valueOf(random.nextInt(5));
                    case 1 -> Word.wrap(BigInteger.valueOf(-random.nextInt(1000)));
                    case 2 -> BigInteger.ONE.shiftLeft(random.nextInt(256));
                    default -> BigInteger.valueOf(random.nextInt(1_000_000));
                };
        return Word.bytes(word);
    }

    private static byte[] bytes(Random random) {
        byte[] word = new byte[32];
        random.nextBytes(word);
        return word;
    }
}
