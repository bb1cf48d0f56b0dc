/** Hostile input, with little memory, on each of the embedded servers. In full by {@code -Pproof}, a little of it by every build. */
@NullMarked
package dev.mooring.server.hostile;

import org.jspecify.annotations.NullMarked;
