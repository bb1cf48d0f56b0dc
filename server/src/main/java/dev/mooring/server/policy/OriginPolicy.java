package dev.mooring.server.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which origins may connect. Denies everything until told otherwise. The comparison is exact, on exactly one header
 * value, after ASCII lower-casing and removal of the scheme's default port; whatever is not a plainly spelled origin
 * ({@code scheme://host[:port]}) is rejected. Immutable.
 */
public final class OriginPolicy {

    private static final OriginPolicy DENY = new OriginPolicy(Set.of(), List.of(), false, false);

    private final Set<Origin> exact;
    private final List<Origin> parents;
    private final boolean missing;
    private final boolean any;

    private OriginPolicy(Set<Origin> exact, List<Origin> parents, boolean missing, boolean any) {
        this.exact = Set.copyOf(exact);
        this.parents = List.copyOf(parents);
        this.missing = missing;
        this.any = any;
    }

    /** Nobody. The default. */
    public static OriginPolicy deny() {
        return DENY;
    }

    /**
     * The same with these origins more. {@code https://*.app.example} stands for every subdomain of {@code app.example},
     * at any depth, and not for {@code app.example} itself.
     *
     * @throws IllegalArgumentException if one is not of the form {@code scheme://host[:port]} or
     *     {@code scheme://*.domain.tld[:port]}
     */
    public OriginPolicy allow(String... origins) {
        Set<Origin> allExact = new HashSet<>(exact);
        List<Origin> allParents = new ArrayList<>(parents);
        for (String origin : origins) {
            if (origin.contains("://*.")) {
                allParents.add(parent(origin));
            } else {
                allExact.add(parse(origin, origin));
            }
        }
        return new OriginPolicy(allExact, allParents, missing, any);
    }

    /** The same, and handshakes without an Origin header, as native clients send them, pass as well. */
    public OriginPolicy allowMissing() {
        return new OriginPolicy(exact, parents, true, any);
    }

    /**
     * Every page on the web may connect, and handshakes without an Origin header pass as well. Only for endpoints that are
     * public and know no cookies.
     */
    public OriginPolicy allowAny() {
        return new OriginPolicy(exact, parents, missing, true);
    }

    /** Whether a handshake with these Origin header values passes. */
    public boolean allows(List<String> values) {
        if (values.isEmpty()) {
            return missing || any;
        }
        if (values.size() > 1) {
            return false;
        }
        if (any) {
            return true;
        }
        Origin origin = Origin.parse(values.get(0));
        return origin != null && (exact.contains(origin) || parents.stream().anyMatch(each -> isChild(origin, each)));
    }

    private static boolean isChild(Origin origin, Origin parent) {
        return origin.scheme().equals(parent.scheme())
                && origin.port().equals(parent.port())
                && origin.host().endsWith("." + parent.host())
                && !origin.host().startsWith("[");
    }

    private static Origin parent(String pattern) {
        Origin parent = parse(pattern.replaceFirst("\\*\\.", ""), pattern);
        if (!parent.host().contains(".") || parent.host().startsWith("[")) {
            throw new IllegalArgumentException(
                    "allowed origin pattern must name a domain of at least 2 labels after '*.', but is " + pattern);
        }
        return parent;
    }

    private static Origin parse(String text, String shown) {
        Origin origin = Origin.parse(text);
        if (origin == null) {
            throw new IllegalArgumentException(
                    "allowed origin must have the form scheme://host[:port], without a path, but is " + shown);
        }
        return origin;
    }

    @Override
    public String toString() {
        return "OriginPolicy[exact=" + exact + ", subdomainsOf=" + parents + ", missing=" + missing + ", any=" + any
                + "]";
    }
}
