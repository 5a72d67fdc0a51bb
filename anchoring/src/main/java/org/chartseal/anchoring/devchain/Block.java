package org.chartseal.anchoring.devchain;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.anchoring.devchain.evm.Rlp;

/**
 * A sealed block as the ledger keeps it.
 *
 * @param transactions raw
 * @param receipts one a transaction
 */
record Block(BlockHeader header, List<byte[]> transactions, List<Receipt> receipts) {
    byte[] encode() {
        return Rlp.list(List.of(
                header.encode(),
                Rlp.list(transactions.stream().map(Rlp::bytes).toList()),
                Rlp.list(receipts.stream()
                        .map(receipt -> Rlp.bytes(receipt.encode()))
                        .toList())));
    }

    static Block decode(byte[] encoded) {
        Rlp.Sequence fields = Rlp.decodeList(encoded).ofSize(3);
        Rlp.Sequence rawTransactions = fields.sequence(1);
        Rlp.Sequence rawReceipts =
                fields.sequence(2).ofSize(rawTransactions.items().size());
        List<byte[]> transactions = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < rawTransactions.items().size(); i++) {
            transactions.add(rawTransactions.bytes(i));
            receipts.add(Receipt.decode(rawReceipts.bytes(i)));
        }
        return new Block(BlockHeader.decode(fields.sequence(0)), transactions, receipts);
    }
}
