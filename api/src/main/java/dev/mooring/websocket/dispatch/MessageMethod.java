package dev.mooring.websocket.dispatch;

import java.util.Set;

/**
 * An {@code @OnMessage} method, parsed.
 *
 * @param type what it takes, wrapped if a primitive
 * @param partial whether it takes parts
 * @param kinds the kinds of messages it gets
 * @param maxMessageSize its limit in bytes, −1 for none
 */
record MessageMethod(
        EndpointMethod method, Class<?> type, boolean partial, Set<MessageKind> kinds, long maxMessageSize) {}
