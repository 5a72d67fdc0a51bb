package org.chartseal.server.integrity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chartseal.anchoring.log.LogSalts;
import org.chartseal.anchoring.log.Salts;
import org.chartseal.server.keys.KeyUnavailableException;
import org.chartseal.server.keys.NoOwnerKeyException;
import org.chartseal.server.keys.Secret;
import org.chartseal.server.keys.SubjectSlots;
import org.chartseal.server.keys.SystemKeys;
import org.jspecify.annotations.Nullable;

/** The log's keys: salts for the sequencer, and keyed names under which chain heads are stored. */
final class LogKeys implements LogSalts {
    private final Secret<byte[]> logKey;
    private final SecretKeySpec nameKey;
    private final Secret<byte[]> signingSeed;
    private final Secret<byte[]> headNameKey;
    private final Secret<byte[]> mapKey;
    private final SubjectSlots subjects;

    LogKeys(SystemKeys systemKeys, SubjectSlots subjects) {
        this.logKey = systemKeys.key("log/v1", 32);
        this.nameKey = new SecretKeySpec(systemKeys.key("log-name/v1", 32).reveal(), "HmacSHA256");
        this.signingSeed = systemKeys.key("checkpoint-signing/v1", 32);
        this.headNameKey = systemKeys.key("log-map-name/v1", 32);
        this.mapKey = systemKeys.key("log-map/v1", 32);
        this.subjects = subjects;
    }

    /** Seals what stands for references in maps. */
    HeadNameSeal headNames() {
        return new HeadNameSeal(headNameKey);
    }

    /** Seals the keys of maps. */
    MapKeySeal mapKeys() {
        return new MapKeySeal(mapKey);
    }

    Secret<byte[]> signingSeed() {
        return signingSeed;
    }

    @Override
    public byte[] log(long leafIndex, int part) {
        return Salts.log(logKey.reveal(), leafIndex, part);
    }

    /**
     * The salt of a subject's link, null if the subject's key is gone.
     *
     * @throws KeyUnavailableException if keys cannot be had now: nothing may be sequenced as if they were gone
     */
    @Override
    public byte @Nullable [] subject(String subject, long leafIndex) {
        try {
            byte[] key = subjects.keysOf(List.of(subject)).get(0).subjectKey();
            return Salts.subject(key, leafIndex);
        } catch (NoOwnerKeyException gone) {
            return null;
        }
    }

    /** A name for a table row that tells nothing of what it names. */
    byte[] name(String purpose, String reference) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(nameKey);
            return mac.doFinal((purpose + "\0" + reference).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", impossible);
        }
    }
}
