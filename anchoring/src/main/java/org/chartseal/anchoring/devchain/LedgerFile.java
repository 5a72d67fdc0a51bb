package org.chartseal.anchoring.devchain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.chartseal.anchoring.devchain.evm.Keccak;

/**
 * An append-only file of records, each {@code u32 length | u32 CRC-32 of the length | payload | Keccak-256 of the
 * payload}. The check of the length tells a damaged record from one that was cut short. One process at a time.
 */
final class LedgerFile implements Closeable {
    private static final int HEADER = 8;
    private static final int HASH = 32;
    private static final int MAX_PAYLOAD = 1 << 26;

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;
    private boolean broken;

    private LedgerFile(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens or creates the file and takes its lock.
     *
     * @throws IOException if it cannot be opened or another process has it
     */
    static LedgerFile open(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("ledger " + path + ": expected to be its only user, found another process");
            }
            forceDirectory(directory);
            return new LedgerFile(path, channel, lock);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(
                    "ledger " + path + ": expected to be its only user, found another in this process", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads all records and cuts back a torn tail: a last record that is not there to its end, or whose hash is wrong,
     * or nothing but zeros.
     *
     * @throws LedgerCorrupt if anything but the tail is damaged
     */
    List<byte[]> recover() throws IOException {
        byte[] all = readAll();
        List<byte[]> records = new ArrayList<>();
        int at = 0;
        while (at < all.length) {
            int left = all.length - at;
            if (left < HEADER || isZero(all, at)) {
                break;
            }
            int length = ByteBuffer.wrap(all, at, 4).getInt();
            int check = ByteBuffer.wrap(all, at + 4, 4).getInt();
            if (check != crc(length) || length < 0 || length > MAX_PAYLOAD) {
                throw new LedgerCorrupt(path + " at byte " + at + ": expected the length of a record, found "
                        + Integer.toHexString(length) + " with check " + Integer.toHexString(check));
            }
            int end = at + HEADER + length + HASH;
            if (end > all.length) {
                break;
            }
            byte[] payload = Arrays.copyOfRange(all, at + HEADER, at + HEADER + length);
            byte[] hash = Arrays.copyOfRange(all, end - HASH, end);
            if (!Arrays.equals(hash, Keccak.hash(payload))) {
                if (end == all.length) {
                    break;
                }
                throw new LedgerCorrupt(
                        path + " at byte " + at + ": expected a record with its own hash, found another");
            }
            records.add(payload);
            at = end;
        }
        if (at < all.length) {
            channel.truncate(at);
            channel.force(true);
        }
        channel.position(at);
        return records;
    }

    /** Appends a record; when this returns it is on the disk. After a failure the file takes no more records. */
    void append(byte[] payload) throws IOException {
        if (broken) {
            throw new IOException(
                    "ledger " + path + ": expected all earlier writes to have worked, found one that failed");
        }
        ByteBuffer record = ByteBuffer.allocate(HEADER + payload.length + HASH)
                .putInt(payload.length)
                .putInt(crc(payload.length))
                .put(payload)
                .put(Keccak.hash(payload))
                .flip();
        broken = true;
        while (record.hasRemaining()) {
            channel.write(record);
        }
        channel.force(false);
        broken = false;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }

    private byte[] readAll() throws IOException {
        long size = channel.size();
        if (size > Integer.MAX_VALUE - 64) {
            throw new IOException("ledger " + path + ": expected less than 2 GiB, found " + size + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) size);
        channel.position(0);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // Reads may be short.
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** So that the file's name outlives a power failure too. Windows cannot open a directory, and needs not. */
    static void forceDirectory(@org.jspecify.annotations.Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            System.getLogger(LedgerFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "directory cannot be forced to disk", e);
        }
    }

    private static int crc(int length) {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(4).putInt(length).flip());
        return (int) crc.getValue();
    }

    private static boolean isZero(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
