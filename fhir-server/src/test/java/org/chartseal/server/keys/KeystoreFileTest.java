package org.chartseal.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One keystore file in the hands of several nodes. */
final class KeystoreFileTest {
    private static final Secret<char[]> PASSPHRASE = Secret.of("correct horse".toCharArray());
    private static final Secret<byte[]> KEY = Secret.of("a key".getBytes(StandardCharsets.US_ASCII));
    private static final byte[] NAME = {1};

    @TempDir
    Path directory;

    private KeystoreFile node() {
        return KeystoreFile.openOrCreate(file(), PASSPHRASE);
    }

    private Path file() {
        return directory.resolve("keystore.bcfks");
    }

    @Test
    void opensWhatAnotherNodeWrappedUnderItsNewKey() {
        KeystoreFile one = node();
        KeystoreFile other = node();
        long version = one.renew();
        byte[] wrapped = one.wrap(KEY, NAME);
        one.destroyOlder(version);
        assertThat(other.unwrap(wrapped, NAME).reveal()).isEqualTo(KEY.reveal());
    }

    @Test
    void wrapsUnderAKeyThatAnotherNodeMadeAndNotUnderOneItDestroyed() {
        KeystoreFile one = node();
        KeystoreFile other = node();
        one.destroyOlder(one.renew());
        byte[] wrapped = other.wrap(KEY, NAME);
        assertThat(one.unwrap(wrapped, NAME).reveal()).isEqualTo(KEY.reveal());
        assertThat(node().unwrap(wrapped, NAME).reveal()).isEqualTo(KEY.reveal());
    }

    @Test
    void destroysWhatIsOlderAndNothingThatAnotherNodeAddedSince() {
        KeystoreFile one = node();
        KeystoreFile other = node();
        byte[] first = one.wrap(KEY, NAME);
        long mine = one.renew();
        byte[] second = one.wrap(KEY, NAME);
        assertThat(other.renew()).isGreaterThan(mine);
        byte[] third = other.wrap(KEY, NAME);
        one.destroyOlder(mine);
        for (KeystoreFile node : List.of(one, node())) {
            assertThat(node.unwrap(second, NAME).reveal()).isEqualTo(KEY.reveal());
            assertThat(node.unwrap(third, NAME).reveal()).isEqualTo(KEY.reveal());
            assertThatThrownBy(() -> node.unwrap(first, NAME)).isInstanceOf(KeyUnavailableException.class);
        }
    }

    @Test
    void destroysNothingInFavourOfAKeyThatIsNotThere() {
        KeystoreFile one = node();
        byte[] wrapped = one.wrap(KEY, NAME);
        assertThatThrownBy(() -> one.destroyOlder(2))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("key 2");
        assertThat(node().unwrap(wrapped, NAME).reveal()).isEqualTo(KEY.reveal());
    }

    @Test
    void nodesThatStartFirstTogetherMakeOneKeystore() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<byte[]> start = () -> node().wrap(KEY, NAME);
            for (var wrapped : threads.invokeAll(List.of(start, start, start, start))) {
                assertThat(node().unwrap(wrapped.get(), NAME).reveal()).isEqualTo(KEY.reveal());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void processesThatRenewAtOnceLoseNoKey() throws Exception {
        KeystoreFile here = node();
        byte[] first = here.wrap(KEY, NAME);
        Process there = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Renewals.class.getName(),
                        file().toString())
                .redirectErrorStream(true)
                .start();
        try {
            // Until the other process has begun, there is nothing to be at odds with.
            for (int i = 0; i < 600 && there.isAlive() && !Files.exists(begun(file())); i++) {
                Thread.sleep(50);
            }
            long last = 0;
            for (int i = 0; i < Renewals.COUNT; i++) {
                last = here.renew();
            }
            assertThat(there.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = new String(there.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(there.exitValue()).as(said).isZero();
            assertThat(Math.max(last, Long.parseLong(said.strip()))).isEqualTo(1 + 2L * Renewals.COUNT);
        } finally {
            there.destroyForcibly();
        }
        assertThat(node().unwrap(first, NAME).reveal()).isEqualTo(KEY.reveal());
    }

    @Test
    void anOlderCopyOfTheFileIsRefusedAndNotWrittenTo() throws Exception {
        KeystoreFile node = node();
        byte[] copy = Files.readAllBytes(file());
        node.renew();
        byte[] wrapped = node.wrap(KEY, NAME);
        byte[] genuine = Files.readAllBytes(file());
        Files.write(file(), copy);
        assertThatThrownBy(() -> node.wrap(KEY, NAME))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("older copy");
        assertThatThrownBy(node::renew).isInstanceOf(KeyUnavailableException.class);
        assertThat(Files.readAllBytes(file())).isEqualTo(copy);
        assertThat(node.unwrap(wrapped, NAME).reveal()).isEqualTo(KEY.reveal());
        Files.write(file(), genuine);
        assertThat(node().unwrap(node.wrap(KEY, NAME), NAME).reveal()).isEqualTo(KEY.reveal());
    }

    @Test
    void aFileThatIsGoneIsAnOutageAndIsNotMadeAnew() throws Exception {
        KeystoreFile node = node();
        byte[] wrapped = node.wrap(KEY, NAME);
        Files.delete(file());
        assertThatThrownBy(() -> node.wrap(KEY, NAME)).isInstanceOf(KeyUnavailableException.class);
        assertThatThrownBy(node::renew).isInstanceOf(KeyUnavailableException.class);
        assertThat(node.unwrap(wrapped, NAME).reveal()).isEqualTo(KEY.reveal());
        assertThat(file()).doesNotExist();
    }

    @Test
    void noCopyThatACrashLeftBehindOutlivesADestroyedKey() throws Exception {
        KeystoreFile node = node();
        byte[] wrapped = node.wrap(KEY, NAME);
        Path left = directory.resolve("keystore.bcfks.new");
        Files.copy(file(), left);
        node.destroyOlder(node.renew());
        assertThat(left).doesNotExist();
        assertThatThrownBy(() -> node.unwrap(wrapped, NAME)).isInstanceOf(KeyUnavailableException.class);
    }

    private static Path begun(Path file) {
        return file.resolveSibling("begun");
    }

    /** Another process that renews, and says its last version. */
    static final class Renewals {
        static final int COUNT = 4;

        private Renewals() {}

        public static void main(String[] arguments) throws Exception {
            Path file = Path.of(arguments[0]);
            KeystoreFile node = KeystoreFile.openOrCreate(file, PASSPHRASE);
            Files.createFile(begun(file));
            long last = 0;
            for (int i = 0; i < COUNT; i++) {
                last = node.renew();
            }
            System.out.println(last);
        }
    }
}
