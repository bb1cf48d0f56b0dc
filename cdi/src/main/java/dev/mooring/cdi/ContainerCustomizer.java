package dev.mooring.cdi;

import dev.mooring.websocket.ResilientContainer;

/**
 * Sets the options of a client that are code: headers, TLS, a failure classifier. A bean with {@code @Resilient} and the
 * client's name; it is called once, after the configuration was read, and its word counts.
 *
 * <pre>{@code
 * @Resilient("prices")
 * public class PriceTokens implements ContainerCustomizer {
 *     public void customize(ResilientContainer.Builder builder) {
 *         builder.headers(attempt -> Map.of("Authorization", List.of("Bearer " + tokens.fresh())));
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface ContainerCustomizer {

    /**
     * Sets options. What it throws stops the deployment when the client has an endpoint; the container of any other client is
     * made at its first use, and whoever uses it meets the exception.
     */
    void customize(ResilientContainer.Builder builder);
}
