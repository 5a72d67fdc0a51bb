package org.chartseal.server.integrity;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.proof.ProofFormatException;
import org.chartseal.anchoring.proof.TrustFile;
import org.jspecify.annotations.Nullable;

/** The trust file as it follows the one that was written before: officers who have that one see what is new. */
final class TrustEdition {
    private TrustEdition() {}

    /**
     * The edition to write now.
     *
     * @param now what is to be pinned
     * @param before the bytes of the file that is there
     * @return empty if that file says the same already; the first edition if it is none, or of another log
     */
    static Optional<TrustFile> following(TrustFile now, byte[] before) {
        TrustFile last;
        try {
            last = TrustFile.parse(before);
        } catch (ProofFormatException none) {
            return Optional.of(now);
        }
        if (numbered(now, last.edition(), last.previous()).json().equals(last.json())) {
            return Optional.empty();
        }
        boolean sameLog = last.origin().equals(now.origin())
                && last.chain().equals(now.chain())
                && keys(last).equals(keys(now));
        return Optional.of(
                sameLog ? numbered(now, last.edition() + 1, HexFormat.of().formatHex(Sha256.hash(before))) : now);
    }

    private static TrustFile numbered(TrustFile file, long edition, @Nullable String previous) {
        return new TrustFile(
                edition, previous, file.origin(), file.logKeys(), file.chain(), file.evidence(), file.pins());
    }

    private static List<String> keys(TrustFile file) {
        return file.logKeys().stream().map(key -> key.key().vkey()).toList();
    }
}
