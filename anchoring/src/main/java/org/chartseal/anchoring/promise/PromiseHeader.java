package org.chartseal.anchoring.promise;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A promise as the value of an HTTP header: a dictionary of RFC 8941 with its members in one order, so that there is one
 * spelling of each promise.
 *
 * @param signed the promise
 * @param writes the {@code w} of each version where the header itself gives them, ascending; else none
 */
public record PromiseHeader(SignedPromise signed, List<byte[]> writes) {
    /** The header's name. */
    public static final String NAME = "ChartSeal-Promise";

    private static final String BYTES = ":([A-Za-z0-9+/]{1,88}={0,2}):";
    private static final Pattern VALUE = Pattern.compile("v=1, origin=\"([\\x21-\\x7e&&[^\"\\\\]]{1,200})\","
            + " deadline=(0|[1-9][0-9]{0,14}), count=([1-9][0-9]{0,4}), digest=" + BYTES + ", key=" + BYTES + ", sig="
            + BYTES + "(?:, w=\\((" + BYTES.replaceAll("[()]", "") + "(?: " + BYTES.replaceAll("[()]", "")
            + ")*)\\))?");
    private static final int MOST_LENGTH = 4096;
    private static final int KEY_ID_LENGTH = 4;
    private static final int SIGNATURE_LENGTH = 64;

    public PromiseHeader {
        writes = List.copyOf(writes);
    }

    /** The header's value, printable ASCII. */
    public String value() {
        WritePromise promise = signed.promise();
        StringBuilder value = new StringBuilder("v=1, origin=\"").append(promise.origin());
        value.append("\", deadline=").append(promise.deadlineMs());
        value.append(", count=").append(promise.count());
        value.append(", digest=").append(bytes(promise.digest()));
        value.append(", key=").append(bytes(signed.keyId()));
        value.append(", sig=").append(bytes(signed.signature()));
        if (!writes.isEmpty()) {
            value.append(", w=(")
                    .append(String.join(
                            " ", writes.stream().map(PromiseHeader::bytes).toList()))
                    .append(')');
        }
        return value.toString();
    }

    /**
     * Reads a header's value, strictly.
     *
     * @throws PromiseFormatException if it is anything else
     */
    public static PromiseHeader parse(String value) {
        Matcher matcher = VALUE.matcher(value);
        if (value.length() > MOST_LENGTH || !matcher.matches()) {
            throw new PromiseFormatException(
                    "expected v=1, origin, deadline, count, digest, key, sig and perhaps w, in this order");
        }
        WritePromise promise = new WritePromise(
                matcher.group(1),
                Long.parseLong(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                bytes(matcher.group(4), 32));
        SignedPromise signed = new SignedPromise(
                promise, bytes(matcher.group(5), KEY_ID_LENGTH), bytes(matcher.group(6), SIGNATURE_LENGTH));
        List<byte[]> writes = new ArrayList<>();
        String given = matcher.group(7);
        if (given != null) {
            for (String each : given.split(" ", -1)) {
                writes.add(bytes(each.substring(1, each.length() - 1), 32));
            }
            if (!promise.isOf(writes)) {
                throw new PromiseFormatException("expected w of the versions that the digest is of");
            }
        }
        return new PromiseHeader(signed, writes);
    }

    private static String bytes(byte[] bytes) {
        return ":" + Base64.getEncoder().encodeToString(bytes) + ":";
    }

    private static byte[] bytes(String base64, int length) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new PromiseFormatException("expected padded base64");
        }
        if (bytes.length != length || !Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new PromiseFormatException(
                    "expected " + length + " bytes in padded base64 in its only spelling, found " + bytes.length);
        }
        return bytes;
    }
}
