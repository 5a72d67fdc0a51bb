package org.chartseal.anchoring.proof;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.evidence.ArchivedHeader;
import org.chartseal.anchoring.evidence.BitcoinHeader;
import org.chartseal.anchoring.evidence.ValidatorSet;
import org.chartseal.anchoring.proof.TrustFile.Evidence;

/** The fields that a trust file of format 2 has beside those of format 1. */
final class TrustPinsText {
    private TrustPinsText() {}

    /** The fields that are not empty, in their order. */
    static Map<String, Object> json(TrustPins pins) {
        Map<String, Object> json = new LinkedHashMap<>();
        put("required", Evidence.words(pins.required()), json);
        put("headers", pins.headers().stream().map(TrustPinsText::header).toList(), json);
        put("validators", pins.validators().stream().map(TrustPinsText::set).toList(), json);
        put("witnesses", pins.witnesses().stream().map(Witness::json).toList(), json);
        if (pins.quorum() > 0) {
            json.put("quorum", Integer.toString(pins.quorum()));
        }
        put(
                "timestampAuthorities",
                pins.timestampAuthorities().stream()
                        .map(Base64.getEncoder()::encodeToString)
                        .toList(),
                json);
        put(
                "bitcoinHeaders",
                pins.bitcoinHeaders().stream().map(TrustPinsText::bitcoin).toList(),
                json);
        return json;
    }

    private static void put(String name, List<?> values, Map<String, Object> json) {
        if (!values.isEmpty()) {
            json.put(name, values);
        }
    }

    private static Map<String, Object> header(ArchivedHeader header) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("blockNumber", Long.toString(header.blockNumber()));
        json.put("blockHash", "0x" + Hex.of(header.hash()));
        return json;
    }

    private static Map<String, Object> set(ValidatorSet set) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("fromBlock", Long.toString(set.fromBlock()));
        json.put("fromTime", Long.toString(set.fromTime()));
        json.put(
                "addresses",
                set.addresses().stream().map(Address::toString).sorted().toList());
        return json;
    }

    private static Map<String, Object> bitcoin(BitcoinHeader header) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("height", Long.toString(header.height()));
        json.put("merkleRoot", Hex.of(header.merkleRoot()));
        json.put("time", Long.toString(header.time()));
        return json;
    }

    static TrustPins read(Fields fields) {
        Set<Evidence> required = fields.has("required") ? Evidence.read("required", fields, true) : Set.of();
        List<ArchivedHeader> headers = optional("headers", fields, TrustPinsText::readHeader);
        List<ValidatorSet> validators = optional("validators", fields, TrustPinsText::readSet);
        for (int i = 1; i < validators.size(); i++) {
            if (validators.get(i).fromBlock() <= validators.get(i - 1).fromBlock()
                    || validators.get(i).fromTime() < validators.get(i - 1).fromTime()) {
                throw fields.fail("validators", "sets in ascending order");
            }
        }
        List<Witness> witnesses = optional("witnesses", fields, Witness::read);
        int quorum = witnesses.isEmpty() ? 0 : quorum(witnesses, fields);
        return new TrustPins(
                required,
                headers,
                validators,
                witnesses,
                quorum,
                fields.has("timestampAuthorities") ? fields.base64s("timestampAuthorities") : List.of(),
                optional("bitcoinHeaders", fields, TrustPinsText::readBitcoin));
    }

    private static <T> List<T> optional(String name, Fields fields, Function<Fields, T> use) {
        return fields.has(name) ? fields.objects(name, use) : List.of();
    }

    private static ArchivedHeader readHeader(Fields fields) {
        return new ArchivedHeader(fields.number("blockNumber"), bytes(fields.hex0x("blockHash", Sha256.LENGTH)));
    }

    private static ValidatorSet readSet(Fields fields) {
        long fromBlock = fields.number("fromBlock");
        long fromTime = fields.number("fromTime");
        List<Address> addresses = new ArrayList<>();
        for (String address : fields.hex0xs("addresses", 20)) {
            addresses.add(Address.parse(address));
        }
        if (addresses.isEmpty()) {
            throw fields.fail("addresses", "at least one address");
        }
        if (new HashSet<>(addresses).size() < addresses.size()) {
            throw fields.fail("addresses", "each address once");
        }
        return new ValidatorSet(fromBlock, fromTime, Set.copyOf(addresses));
    }

    private static int quorum(List<Witness> witnesses, Fields fields) {
        if (witnesses.stream()
                        .map(one -> Hex.of(one.key().publicKey()))
                        .distinct()
                        .count()
                < witnesses.size()) {
            throw fields.fail("witnesses", "each key once");
        }
        if (witnesses.stream().map(Witness::institution).distinct().count() < witnesses.size()) {
            throw fields.fail("witnesses", "each institution once");
        }
        long quorum = fields.number("quorum");
        if (quorum == 0 || quorum > witnesses.size()) {
            throw fields.fail("quorum", "a number from 1 to that of the witnesses");
        }
        return (int) quorum;
    }

    private static BitcoinHeader readBitcoin(Fields fields) {
        return new BitcoinHeader(
                fields.number("height"), fields.hex("merkleRoot", Sha256.LENGTH), fields.number("time"));
    }

    private static byte[] bytes(String hex0x) {
        return HexFormat.of().parseHex(hex0x, 2, hex0x.length());
    }
}
