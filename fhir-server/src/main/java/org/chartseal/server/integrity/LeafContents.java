package org.chartseal.server.integrity;

import org.chartseal.anchoring.proof.OpenedLeaf;
import org.jspecify.annotations.Nullable;

/** The canonical content of leaves, as far as they open. */
public final class LeafContents {
    private final LeafOpener opener;

    LeafContents(LeafOpener opener) {
        this.opener = opener;
    }

    /** The canonical JSON of a leaf's resource, null if it is a deletion or does not open. */
    public @Nullable String of(long leafIndex) {
        return opener.leaf(leafIndex).map(OpenedLeaf::content).orElse(null);
    }
}
