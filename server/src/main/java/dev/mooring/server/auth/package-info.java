/** Who may connect: authenticators and what they see of a handshake. */
@NullMarked
package dev.mooring.server.auth;

import org.jspecify.annotations.NullMarked;
