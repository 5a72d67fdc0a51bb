package org.chartseal.server.campaign;

/** Between which two steps of an anchor the server is killed. */
enum AnchorStep {
    /** The attempt is signed; its row waits for a lock. */
    SIGNED_NOT_STORED,
    /** The attempt is stored; its bytes are held back before they reach the node. */
    STORED_NOT_SENT,
    /** The node has it in its pool; the server has the reply. */
    SENT_NOT_MINED,
    /** In a block, with fewer blocks on top than finality asks for. */
    MINED_NOT_FINAL,
    /** Deep enough, and the server knows; the row that notes it waits for a lock. */
    FINAL_NOT_NOTED,
    /** At any moment after a write. */
    ANYWHERE
}
