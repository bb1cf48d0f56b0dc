/** The handshake guard: what runs before a session exists. Internal: public only for the other packages of this library. */
@NullMarked
package dev.mooring.server.handshake;

import org.jspecify.annotations.NullMarked;
