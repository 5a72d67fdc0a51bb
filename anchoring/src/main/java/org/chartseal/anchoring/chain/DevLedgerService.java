package org.chartseal.anchoring.chain;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.chartseal.anchoring.devchain.DevLedger;
import org.chartseal.anchoring.devchain.DevLedgerRpc;
import org.web3j.protocol.Service;

/** Lets web3j talk to the ledger in this process: no port is opened. */
public final class DevLedgerService extends Service {
    private final DevLedgerRpc rpc;

    public DevLedgerService(DevLedger ledger) {
        super(false);
        this.rpc = new DevLedgerRpc(ledger);
    }

    @Override
    protected InputStream performIO(String payload) {
        return new ByteArrayInputStream(rpc.handle(payload).getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves the ledger open: it belongs to whoever opened it. */
    @Override
    public void close() {}
}
