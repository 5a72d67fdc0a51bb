package org.chartseal.anchoring.chain;

class InMemoryAnchorOutboxTest implements AnchorOutboxContract {
    @Override
    public AnchorOutbox empty() {
        return new InMemoryAnchorOutbox();
    }

    @Override
    public AnchorOutbox reopened(AnchorOutbox outbox) {
        return outbox;
    }
}
