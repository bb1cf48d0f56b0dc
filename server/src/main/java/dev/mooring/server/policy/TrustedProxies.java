package dev.mooring.server.policy;

import java.util.Arrays;
import java.util.List;

/**
 * The proxies whose {@code X-Forwarded-For} is believed. The client's address is the last entry that is not a trusted
 * proxy's, read from the right: what stands further left was written by whoever sent the request. Immutable.
 */
public final class TrustedProxies {

    private static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<AddressBlock> blocks;

    private TrustedProxies(List<AddressBlock> blocks) {
        this.blocks = blocks;
    }

    /** No proxy: the header is ignored. */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * These addresses and blocks, as in {@code 10.0.0.0/8} or {@code ::1}.
     *
     * @throws IllegalArgumentException if one is no address literal; names are never looked up
     */
    public static TrustedProxies of(String... addresses) {
        return new TrustedProxies(
                Arrays.stream(addresses).map(AddressBlock::parse).toList());
    }

    /**
     * The address of the client.
     *
     * @param peer the address of the TCP connection
     * @param forwarded the values of {@code X-Forwarded-For}, in order
     */
    public String clientAddress(String peer, List<String> forwarded) {
        byte[] literal = AddressBlock.literal(peer);
        String client = literal == null ? peer : AddressBlock.text(literal);
        String[] hops = String.join(",", forwarded).split(",", -1);
        for (int i = hops.length - 1; i >= 0 && isTrusted(client); i--) {
            byte[] hop = AddressBlock.literal(hops[i].strip());
            if (hop == null) {
                return client; // not an address: whoever wrote it, the last trusted hop is all we know
            }
            client = AddressBlock.text(hop);
        }
        return client;
    }

    private boolean isTrusted(String address) {
        byte[] bytes = AddressBlock.literal(address);
        return bytes != null && blocks.stream().anyMatch(block -> block.contains(bytes));
    }
}
