package org.chartseal.anchoring.witness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.chartseal.anchoring.log.Commitment;
import org.chartseal.anchoring.log.CompactRange;
import org.chartseal.anchoring.log.MerkleTree;
import org.chartseal.anchoring.log.SignedCheckpoint;

/**
 * A witness's own copy of a log's entries, and the head it last took over. Whatever {@link #commit} has taken is still
 * there after the process was killed at any later instant; what was appended without it is gone at the next opening. One
 * process has it open. Not thread-safe.
 *
 * <p>A directory with the files {@code entries} ({@value Commitment#ENTRY_LENGTH} bytes each) and {@code head.json}.
 */
final class Mirror implements Closeable {
    private static final int ENTRY = Commitment.ENTRY_LENGTH;
    private static final int CHUNK = 8192 * ENTRY;

    private final Path directory;
    private final FileChannel entries;
    private MirrorHead head;
    private CompactRange tree;

    private Mirror(Path directory, FileChannel entries, MirrorHead head) throws IOException {
        this.directory = directory;
        this.entries = entries;
        this.head = head;
        this.tree = head.tree();
        if (entries.size() < head.size() * ENTRY) {
            throw new IOException("mirror: expected " + head.size() + " entries of " + ENTRY + " bytes, found "
                    + entries.size() + " bytes");
        }
        entries.truncate(head.size() * ENTRY);
    }

    /**
     * Opens a mirror, or begins one.
     *
     * @throws IOException if it cannot be read, is damaged, or another process has it open
     */
    static Mirror open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel entries = FileChannel.open(
                directory.resolve("entries"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            FileLock lock = lock(entries);
            if (lock == null) {
                throw new IOException("mirror: expected to be alone in " + directory + ", found another process");
            }
            return new Mirror(directory, entries, MirrorHead.read(directory));
        } catch (IOException | RuntimeException e) {
            entries.close();
            throw e;
        }
    }

    @SuppressWarnings("NullAway")
    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    /** Leaves of the head that was last committed. */
    long size() {
        return head.size();
    }

    /** The checkpoint that was last committed, empty before the first. */
    Optional<SignedCheckpoint> checkpoint() {
        return head.checkpoint();
    }

    /** Appends an entry, without committing it. */
    void append(byte[] entry) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(entry);
        long at = tree.size() * ENTRY;
        while (buffer.hasRemaining()) {
            at += entries.write(buffer, at);
        }
        tree.append(MerkleTree.leafHash(entry));
    }

    /** Root over everything appended, committed or not. */
    byte[] appendedRoot() {
        return tree.root();
    }

    /**
     * Takes over what was appended, on disk when this returns.
     *
     * @throws IllegalArgumentException if the checkpoint is of another tree
     */
    void commit(SignedCheckpoint checkpoint) throws IOException {
        if (checkpoint.checkpoint().size() != tree.size()
                || !Arrays.equals(checkpoint.checkpoint().root(), tree.root())) {
            throw new IllegalArgumentException("mirror: expected the checkpoint of its " + tree.size() + " leaves");
        }
        entries.force(true);
        MirrorHead next = MirrorHead.of(checkpoint, tree);
        next.write(directory);
        head = next;
    }

    /** Forgets what was appended and not committed. */
    void rollBack() throws IOException {
        entries.truncate(head.size() * ENTRY);
        tree = head.tree();
    }

    /**
     * The root over the first entries: of all of them as it was committed, of fewer read again from the disk.
     *
     * @param size at most {@link #size}
     */
    byte[] root(long size) throws IOException {
        if (size < 0 || size > head.size()) {
            throw new IllegalArgumentException("mirror: expected a size from 0 to " + head.size() + ", found " + size);
        }
        if (size == head.size()) {
            return head.tree().root();
        }
        CompactRange range = new CompactRange();
        byte[] entry = new byte[ENTRY];
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        long end = size * ENTRY;
        for (long at = 0; at < end; ) {
            chunk.clear().limit((int) Math.min(CHUNK, end - at));
            while (chunk.hasRemaining()) {
                if (entries.read(chunk, at + chunk.position()) < 0) {
                    throw new IOException("mirror: expected " + size + " entries, found fewer");
                }
            }
            at += chunk.flip().limit();
            while (chunk.hasRemaining()) {
                chunk.get(entry);
                range.append(MerkleTree.leafHash(entry));
            }
        }
        return range.root();
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
