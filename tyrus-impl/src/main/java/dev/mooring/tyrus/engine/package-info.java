/**
 * The engine: runs the lifecycle's effects on a transport, keeps the link alive, the outbox, the breaker and the callbacks.
 * Everything here works on the seam of {@code transport}; nothing here knows Tyrus.
 */
@NullMarked
package dev.mooring.tyrus.engine;

import org.jspecify.annotations.NullMarked;
