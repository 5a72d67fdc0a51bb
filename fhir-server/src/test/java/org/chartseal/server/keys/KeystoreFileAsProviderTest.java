package org.chartseal.server.keys;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class KeystoreFileAsProviderTest extends KeyProviderContract {
    @TempDir
    Path directory;

    @Override
    KeyProvider node() {
        return KeystoreFile.openOrCreate(directory.resolve("keystore.bcfks"), Secret.of("correct horse".toCharArray()));
    }
}
