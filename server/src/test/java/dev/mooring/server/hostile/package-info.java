/** Hostile input, with little memory, on each of the embedded servers. Run by the build's integration tests. */
@NullMarked
package dev.mooring.server.hostile;

import org.jspecify.annotations.NullMarked;
