package org.chartseal.anchoring.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chartseal.anchoring.canonical.CanonicalResource;
import org.chartseal.anchoring.canonical.CanonicalizationException;
import org.chartseal.anchoring.canonical.Canonicalizer;
import org.chartseal.anchoring.canonical.JsonObject;
import org.chartseal.anchoring.canonical.JsonReader;
import org.chartseal.anchoring.canonical.Sha256;
import org.chartseal.anchoring.canonical.SubjectRule;
import org.chartseal.anchoring.log.LeafExtension;
import org.chartseal.anchoring.log.LeafFormatException;
import org.chartseal.anchoring.log.LeafKind;
import org.chartseal.anchoring.log.LeafWrite;
import org.chartseal.anchoring.log.VersionLink;
import org.chartseal.anchoring.proof.Opening.Hidden;
import org.chartseal.anchoring.proof.Opening.Opened;
import org.jspecify.annotations.Nullable;

/** Compares an authenticated leaf with the content that is shown for it (integrity log, sections 2 and 5). */
final class LeafCheck {
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable LeafWrite write;
    private @Nullable VersionLink version;
    private @Nullable List<String> subjects;

    /** Judges; afterwards the accessors tell what was understood. */
    LeafCheck(String origin, LeafOpening leaf, @Nullable String content, @Nullable String meta) {
        if (leaf.write() instanceof Hidden && (content != null || meta != null)) {
            findings.add(new Finding(
                    Verdict.INCONCLUSIVE, "content or meta is shown, but the leaf does not open to vouch for it"));
        }
        LeafWrite known = decode(leaf);
        if (known != null && understood(known)) {
            write = known;
            if (!known.origin().equals(origin)) {
                tampered("the leaf says it belongs to another log");
            }
            compare(known, leaf, content, meta);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** W if it is open and understood. */
    @Nullable
    LeafWrite write() {
        return write;
    }

    /** V if it is open and understood. */
    @Nullable
    VersionLink version() {
        return version;
    }

    /** The subjects by rule, null if the content does not tell. */
    @Nullable
    List<String> subjects() {
        return subjects;
    }

    private @Nullable LeafWrite decode(LeafOpening leaf) {
        try {
            version = leaf.version() instanceof Opened opened ? VersionLink.decode(opened.bytes()) : null;
            return leaf.write() instanceof Opened opened ? LeafWrite.decode(opened.bytes()) : null;
        } catch (LeafFormatException e) {
            notVerifiable("the leaf is in an unknown format: " + e.getMessage());
            return null;
        }
    }

    private boolean understood(LeafWrite known) {
        if (known.canonId() != LeafWrite.CANON_ID || known.subjectRuleId() != SubjectRule.ID) {
            notVerifiable("expected canonical form 1 and subject rule 1, found " + known.canonId() + " and "
                    + known.subjectRuleId());
            return false;
        }
        if (known.extensions().stream().anyMatch(LeafExtension::critical)) {
            notVerifiable("the leaf has a critical extension that this verifier does not know");
            return false;
        }
        return true;
    }

    private void compare(LeafWrite known, LeafOpening leaf, @Nullable String content, @Nullable String meta) {
        if (content == null) {
            if (known.kind() == LeafKind.DELETE) {
                subjects = List.of();
                SubjectCheck.check(leaf, List.of(), findings);
            }
            if (known.kind() == LeafKind.DELETE && !zeros(known.contentHash())) {
                tampered("expected no content hash in a leaf of kind 2");
            }
            if (meta != null) {
                meta(known, meta);
            }
            return;
        }
        if (!known.kind().ofEvent() && known.kind() != LeafKind.VERSION) {
            tampered("content is shown for a leaf of kind " + known.kind().code() + ", which has none");
            return;
        }
        byte[] bytes = content.getBytes(UTF_8);
        if (!Arrays.equals(CanonicalResource.contentHash(bytes), known.contentHash())) {
            tampered("the content does not have the hash in the leaf");
            return;
        }
        meta(known, meta);
        if (known.kind() == LeafKind.VERSION) {
            resource(known, leaf, bytes);
        }
    }

    private void meta(LeafWrite known, @Nullable String meta) {
        byte[] bytes = meta == null ? null : meta.getBytes(UTF_8);
        if (!Arrays.equals(CanonicalResource.metaHash(bytes), known.metaHash())) {
            tampered("meta does not have the hash in the leaf");
        }
    }

    private void resource(LeafWrite known, LeafOpening leaf, byte[] content) {
        JsonObject resource;
        try {
            resource = JsonReader.readObject(content);
            if (!Arrays.equals(Canonicalizer.canonicalizeObject(content), content)) {
                notVerifiable("the content is hashed as logged but is not in canonical form");
                return;
            }
        } catch (CanonicalizationException e) {
            notVerifiable("the content is hashed as logged but has no canonical form: " + e.getMessage());
            return;
        }
        identity(known, resource, findings);
        subjects = SubjectRule.subjects(resource);
        SubjectCheck.check(leaf, SubjectRule.subjects(resource), findings);
    }

    /** Adds a finding if type or id are not the leaf's. */
    static void identity(LeafWrite known, JsonObject resource, List<Finding> findings) {
        if (!known.type().equals(resource.text("resourceType")) || !known.id().equals(resource.text("id"))) {
            findings.add(new Finding(Verdict.TAMPERED, "type or id are not those in the leaf"));
        }
    }

    private static boolean zeros(byte[] hash) {
        return Arrays.equals(hash, new byte[Sha256.LENGTH]);
    }

    private void tampered(String reason) {
        findings.add(new Finding(Verdict.TAMPERED, reason));
    }

    private void notVerifiable(String reason) {
        findings.add(new Finding(Verdict.NOT_VERIFIABLE, reason));
    }
}
