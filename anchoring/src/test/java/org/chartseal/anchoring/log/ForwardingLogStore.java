package org.chartseal.anchoring.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store that a test can make fail in one place. */
class ForwardingLogStore implements LogStore {
    private final LogStore to;

    ForwardingLogStore(LogStore to) {
        this.to = to;
    }

    @Override
    public LogHead head() {
        return to.head();
    }

    @Override
    public List<PendingEntry> pending(int limit) {
        return to.pending(limit);
    }

    @Override
    public Map<String, ResourceHead> resourceHeads(Collection<String> resources) {
        return to.resourceHeads(resources);
    }

    @Override
    public Map<String, SubjectHead> subjectHeads(Collection<String> subjects) {
        return to.subjectHeads(subjects);
    }

    @Override
    public byte[] tile(int level, long index) {
        return to.tile(level, index);
    }

    @Override
    public void append(LogHead expected, LogBatch batch) throws StaleHeadException {
        to.append(expected, batch);
    }

    @Override
    public Optional<byte[]> event(long leafIndex) {
        return to.event(leafIndex);
    }

    @Override
    public void saveCheckpoint(SignedCheckpoint checkpoint) {
        to.saveCheckpoint(checkpoint);
    }

    @Override
    public Optional<SignedCheckpoint> latestCheckpoint() {
        return to.latestCheckpoint();
    }

    @Override
    public Optional<SignedCheckpoint> checkpoint(long treeSize) {
        return to.checkpoint(treeSize);
    }
}
