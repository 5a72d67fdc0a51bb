package org.chartseal.server.security;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SMART scope, version 1 ({@code user/Patient.read}) or 2 ({@code system/*.cruds}); SMART App Launch 2.2, 'Scopes'.
 *
 * @param level patient, user or system
 * @param type resource type, or {@code *}
 * @param permissions what may be done
 */
public record SmartScope(String level, String type, Set<Permission> permissions) {
    /** The five permissions of version 2, in the order in which they must be written. */
    public enum Permission {
        /** c */
        CREATE,
        /** r: read, vread, instance history */
        READ,
        /** u: update, patch */
        UPDATE,
        /** d */
        DELETE,
        /** s: search, type history */
        SEARCH
    }

    private static final String LETTERS = "cruds";
    private static final Pattern SYNTAX =
            Pattern.compile("(patient|user|system)/(\\*|[A-Z][A-Za-z]+)\\.(read|write|\\*|c?r?u?d?s?)");

    /** Reads a scope; empty if it is none of SMART's resource scopes, or carries a query this server does not know. */
    public static Optional<SmartScope> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches() || matcher.group(3).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SmartScope(matcher.group(1), matcher.group(2), permissions(matcher.group(3))));
    }

    private static Set<Permission> permissions(String text) {
        return switch (text) {
            case "read" -> EnumSet.of(Permission.READ, Permission.SEARCH);
            case "write" -> EnumSet.of(Permission.CREATE, Permission.UPDATE, Permission.DELETE);
            case "*" -> EnumSet.allOf(Permission.class);
            default -> {
                Set<Permission> set = EnumSet.noneOf(Permission.class);
                for (int i = 0; i < text.length(); i++) {
                    set.add(Permission.values()[LETTERS.indexOf(text.charAt(i))]);
                }
                yield set;
            }
        };
    }

    /** Whether this scope lets its holder do that to resources of this type; {@code *} asks for every type. */
    public boolean permits(String resourceType, Permission permission) {
        return (type.equals("*") || type.equals(resourceType)) && permissions.contains(permission);
    }
}
