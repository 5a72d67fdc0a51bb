package org.chartseal.anchoring.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain whose signing or sending can be made to fail once. */
final class FaultyChain implements AnchorChain {
    enum Fault {
        NONE,
        SIGNER_DOWN,
        NOTHING_SENT,
        REPLY_LOST
    }

    private final AnchorChain real;
    Fault fault = Fault.NONE;
    final List<byte[]> sent = new ArrayList<>();

    FaultyChain(AnchorChain real) {
        this.real = real;
    }

    @Override
    public AnchorReader reader() {
        return real.reader();
    }

    @Override
    public LogHead logHead() throws IOException {
        return real.logHead();
    }

    @Override
    public LogHead logHeadAt(long blockNumber) throws IOException {
        return real.logHeadAt(blockNumber);
    }

    @Override
    public long blockNumber() throws IOException {
        return real.blockNumber();
    }

    @Override
    public long finalizedNumber() throws IOException {
        return real.finalizedNumber();
    }

    @Override
    public Optional<String> blockHash(long number) throws IOException {
        return real.blockHash(number);
    }

    @Override
    public long nextNonce() throws IOException {
        return real.nextNonce();
    }

    @Override
    public Fees marketFees() throws IOException {
        return real.marketFees();
    }

    @Override
    public LogRules rules(LogHead head) throws IOException {
        return real.rules(head);
    }

    @Override
    public Signed sign(Append append, long nonce, Fees fees) throws IOException {
        failOn(Fault.SIGNER_DOWN);
        return real.sign(append, nonce, fees);
    }

    @Override
    public Signed signAgain(Attempt attempt, long nonce, Fees fees) throws IOException {
        failOn(Fault.SIGNER_DOWN);
        return real.signAgain(attempt, nonce, fees);
    }

    @Override
    public void send(byte[] raw) throws IOException {
        failOn(Fault.NOTHING_SENT);
        sent.add(raw);
        real.send(raw);
        failOn(Fault.REPLY_LOST);
    }

    private void failOn(Fault now) throws IOException {
        if (fault == now) {
            fault = Fault.NONE;
            throw new IOException("test: " + now);
        }
    }
}
