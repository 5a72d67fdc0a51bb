package org.chartseal.server.keys;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A key provider that is being opened, on a thread of its own, while the start goes on: stretching a passphrase takes
 * seconds on a cold JVM. Whoever uses it first waits, and meets the failure if there is one.
 */
final class OpeningKeyProvider implements KeyProvider {
    private final FutureTask<KeyProvider> opening;

    OpeningKeyProvider(Supplier<KeyProvider> open) {
        this.opening = new FutureTask<>(open::get);
        Thread thread = new Thread(opening, "key-provider");
        thread.setDaemon(true);
        thread.start();
    }

    private KeyProvider opened() {
        try {
            return opening.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KeyUnavailableException("Stopped while the key provider was opened", stopped);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof KeyUnavailableException refused) {
                throw refused;
            }
            throw new KeyUnavailableException("The key provider does not open", failure);
        }
    }

    @Override
    public byte[] wrap(Secret<byte[]> key, byte[] associatedData) {
        return opened().wrap(key, associatedData);
    }

    @Override
    public Secret<byte[]> unwrap(byte[] wrapped, byte[] associatedData) {
        return opened().unwrap(wrapped, associatedData);
    }

    @Override
    public long renew() {
        return opened().renew();
    }

    @Override
    public void destroyOlder(long version) {
        opened().destroyOlder(version);
    }
}
