package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Keccak;
import org.chartseal.anchoring.devchain.evm.LogEntry;
import org.chartseal.anchoring.devchain.evm.Word;

/** The 2048-bit filter over addresses and topics of logs (yellow paper, 4.3.1). */
final class Bloom {
    private Bloom() {}

    static byte[] of(List<LogEntry> logs) {
        byte[] bits = new byte[256];
        for (LogEntry log : logs) {
            add(bits, log.address().bytes());
            for (BigInteger topic : log.topics()) {
                add(bits, Word.bytes(topic));
            }
        }
        return bits;
    }

    private static void add(byte[] bits, byte[] item) {
        byte[] hash = Keccak.hash(item);
        for (int i = 0; i < 6; i += 2) {
            int bit = ((hash[i] & 7) << 8) + (hash[i + 1] & 0xff);
            bits[255 - bit / 8] |= (byte) (1 << bit % 8);
        }
    }
}
