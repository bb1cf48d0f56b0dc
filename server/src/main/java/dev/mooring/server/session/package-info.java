/** The session guard: what stands between the container's session and the application's endpoint. */
@NullMarked
package dev.mooring.server.session;

import org.jspecify.annotations.NullMarked;
