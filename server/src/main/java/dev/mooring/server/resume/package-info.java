/** The server's end of resumable delivery: the records of sessions, where they are kept, and the handshake. */
@NullMarked
package dev.mooring.server.resume;

import org.jspecify.annotations.NullMarked;
