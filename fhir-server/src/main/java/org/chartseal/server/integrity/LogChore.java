package org.chartseal.server.integrity;

import java.util.function.BooleanSupplier;
import org.chartseal.anchoring.log.LogHead;

/** What is to be done now and then, on the thread that sequences: it leaves pending rows, and never appends. */
interface LogChore {
    /**
     * Does it if it is due.
     *
     * @param head the log's, of which nothing waits for its leaf that this thread has seen
     * @param mine whether to go on: this node still holds the sequencer's lease
     */
    void run(LogHead head, BooleanSupplier mine);
}
