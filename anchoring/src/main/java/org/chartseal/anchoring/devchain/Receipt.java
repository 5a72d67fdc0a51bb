package org.chartseal.anchoring.devchain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Address;
import org.chartseal.anchoring.devchain.evm.LogEntry;
import org.chartseal.anchoring.devchain.evm.Rlp;
import org.chartseal.anchoring.devchain.evm.Word;

/**
 * What a block says of one transaction (yellow paper, 4.3.1; EIP-658, EIP-2718).
 *
 * @param type of the transaction
 * @param success whether it changed anything but nonce and fees
 * @param gasUsed in the block up to and with this transaction
 */
record Receipt(int type, boolean success, long gasUsed, List<LogEntry> logs) {
    byte[] encode() {
        List<byte[]> encodedLogs = new ArrayList<>();
        for (LogEntry log : logs) {
            List<byte[]> topics = log.topics().stream()
                    .map(topic -> Rlp.bytes(Word.bytes(topic)))
                    .toList();
            encodedLogs.add(
                    Rlp.list(List.of(Rlp.bytes(log.address().bytes()), Rlp.list(topics), Rlp.bytes(log.data()))));
        }
        byte[] body = Rlp.list(List.of(
                Rlp.integer(success ? 1 : 0), Rlp.integer(gasUsed), Rlp.bytes(Bloom.of(logs)), Rlp.list(encodedLogs)));
        if (type == 0) {
            return body;
        }
        byte[] typed = new byte[body.length + 1];
        typed[0] = (byte) type;
        System.arraycopy(body, 0, typed, 1, body.length);
        return typed;
    }

    static Receipt decode(byte[] encoded) {
        int type = encoded[0] == 1 || encoded[0] == 2 ? encoded[0] : 0;
        Rlp.Sequence fields = Rlp.decodeList(type == 0 ? encoded : Arrays.copyOfRange(encoded, 1, encoded.length))
                .ofSize(4);
        List<LogEntry> logs = new ArrayList<>();
        Rlp.Sequence list = fields.sequence(3);
        for (int i = 0; i < list.items().size(); i++) {
            Rlp.Sequence log = list.sequence(i).ofSize(3);
            Rlp.Sequence topicList = log.sequence(1);
            List<BigInteger> topics = new ArrayList<>();
            for (int j = 0; j < topicList.items().size(); j++) {
                topics.add(Word.of(topicList.bytes(j)));
            }
            logs.add(new LogEntry(Address.of(log.bytes(0)), topics, log.bytes(2)));
        }
        return new Receipt(
                type, fields.integer(0).signum() != 0, fields.integer(1).longValueExact(), logs);
    }
}
