/** Sending clients elsewhere before a server stops. */
@NullMarked
package dev.mooring.server.drain;

import org.jspecify.annotations.NullMarked;
