package org.chartseal.anchoring.proof;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chartseal.anchoring.canonical.JsonText;
import org.chartseal.anchoring.evidence.EvidenceItem;
import org.chartseal.anchoring.evidence.OpenTimestamp;
import org.chartseal.anchoring.evidence.ReceiptProof;
import org.chartseal.anchoring.evidence.TimestampToken;
import org.jspecify.annotations.Nullable;

/** The field {@code evidence} of proof files in format 2, and single pieces of it (specification of format 2, section 2). */
public final class EvidenceText {
    static final String FORMAT_1 = "1";
    static final String FORMAT_2 = "2";

    private static final int MAX_ITEMS = 64;
    private static final String EVIDENCE = "evidence";
    private static final String FORMAT = "format";
    private static final String TYPE = "type";
    private static final String RECEIPT = "evm-mpt-receipt/1";
    private static final String TOKEN = "rfc3161/1";
    private static final String OPEN = "opentimestamps/1";

    private EvidenceText() {}

    static String format(@Nullable List<EvidenceItem> evidence) {
        return evidence == null ? FORMAT_1 : FORMAT_2;
    }

    /** Whether a proof file is of format 2, which cannot do without evidence; what is of neither format is refused. */
    static boolean isSecondFormat(Fields fields) {
        return isSecondFormat(fields, fields.has(EVIDENCE));
    }

    /** The same of a trust file. */
    static boolean isSecondTrustFormat(Fields fields) {
        return isSecondFormat(fields, true);
    }

    private static boolean isSecondFormat(Fields fields, boolean possible) {
        if (possible && FORMAT_2.equals(fields.text(FORMAT))) {
            return true;
        }
        fields.constant(FORMAT, FORMAT_1);
        return false;
    }

    static void write(@Nullable List<EvidenceItem> evidence, Map<String, Object> json) {
        if (evidence != null) {
            json.put(EVIDENCE, evidence.stream().map(EvidenceText::json).toList());
        }
    }

    static List<EvidenceItem> read(Fields fields) {
        List<EvidenceItem> items = fields.objects(EVIDENCE, EvidenceText::item);
        if (items.size() > MAX_ITEMS) {
            throw new ProofFormatException(
                    "expected at most " + MAX_ITEMS + " pieces of evidence, found " + items.size());
        }
        return items;
    }

    /** One piece of evidence as a proof file has it: one JSON object. */
    public static String of(EvidenceItem item) {
        return JsonText.of(json(item));
    }

    /**
     * Reads one piece of evidence, strictly.
     *
     * @throws ProofFormatException if a field is unknown, missing or malformed, or the type unknown
     */
    public static EvidenceItem parse(byte[] json) {
        return Fields.read(json, EVIDENCE, EvidenceText::item);
    }

    private static Map<String, Object> json(EvidenceItem item) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (item instanceof ReceiptProof receipt) {
            json.put(TYPE, RECEIPT);
            json.put("header", Hex.of(receipt.header()));
            json.put("transactionIndex", Long.toString(receipt.transactionIndex()));
            json.put("logIndex", Long.toString(receipt.logIndex()));
            json.put("receipt", Hex.of(receipt.receipt()));
            json.put("path", receipt.path().stream().map(Hex::of).toList());
        } else if (item instanceof TimestampToken token) {
            json.put(TYPE, TOKEN);
            json.put("token", Base64.getEncoder().encodeToString(token.der()));
        } else if (item instanceof OpenTimestamp open) {
            json.put(TYPE, OPEN);
            json.put("timestamp", Base64.getEncoder().encodeToString(open.file()));
        }
        return json;
    }

    private static EvidenceItem item(Fields fields) {
        String type = fields.text(TYPE);
        return switch (type) {
            case RECEIPT ->
                new ReceiptProof(
                        fields.hex("header"),
                        fields.number("transactionIndex"),
                        fields.number("logIndex"),
                        fields.hex("receipt"),
                        fields.hexes("path"));
            case TOKEN -> new TimestampToken(fields.base64("token"));
            case OPEN -> new OpenTimestamp(fields.base64("timestamp"));
            default -> throw fields.unknown("evidence", type);
        };
    }
}
