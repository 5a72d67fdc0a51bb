package org.chartseal.server.keys;

/** A provider with something that happens once, at the worst moment. */
final class HookedProvider implements KeyProvider {
    private final KeyProvider provider;
    private Runnable afterWrap = () -> {};
    private Runnable beforeUnwrap = () -> {};
    private Runnable beforeDestroying = () -> {};

    HookedProvider(KeyProvider provider) {
        this.provider = provider;
    }

    void afterWrap(Runnable hook) {
        afterWrap = hook;
    }

    void beforeUnwrap(Runnable hook) {
        beforeUnwrap = hook;
    }

    void beforeDestroying(Runnable hook) {
        beforeDestroying = hook;
    }

    @Override
    public byte[] wrap(Secret<byte[]> key, byte[] associatedData) {
        byte[] wrapped = provider.wrap(key, associatedData);
        Runnable hook = afterWrap;
        afterWrap = () -> {};
        hook.run();
        return wrapped;
    }

    @Override
    public Secret<byte[]> unwrap(byte[] wrapped, byte[] associatedData) {
        Runnable hook = beforeUnwrap;
        beforeUnwrap = () -> {};
        hook.run();
        return provider.unwrap(wrapped, associatedData);
    }

    @Override
    public long renew() {
        return provider.renew();
    }

    @Override
    public void destroyOlder(long version) {
        Runnable hook = beforeDestroying;
        beforeDestroying = () -> {};
        hook.run();
        provider.destroyOlder(version);
    }
}
