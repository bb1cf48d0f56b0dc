/**
 * The seam between the engine and what moves bytes: open, write, ping, abort, and what comes back. A transport knows
 * nothing of retries, states or policies; the engine knows nothing of sockets.
 */
@NullMarked
package dev.mooring.tyrus.transport;

import org.jspecify.annotations.NullMarked;
