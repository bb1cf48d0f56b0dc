package dev.mooring.server.handshake;

import org.jspecify.annotations.Nullable;

/** What counts as one address in a limit: an IPv4 address, or the /64 an IPv6 host can pick its addresses from. */
final class AddressKey {

    private AddressKey() {}

    /** The key; unknown addresses share one, so that a limit nobody can apply is not simply off. */
    static String of(@Nullable String address) {
        if (address == null) {
            return "unknown";
        }
        String[] groups = address.split(":", -1);
        if (groups.length != 8) { // what Java prints of an IPv6 address has no abbreviation
            return address;
        }
        return groups[0] + ":" + groups[1] + ":" + groups[2] + ":" + groups[3] + "::/64";
    }
}
