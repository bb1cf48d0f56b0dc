/** The client's end of resumable delivery, as far as it concerns neither sending nor the application: the handshake. */
@NullMarked
package dev.mooring.tyrus.resume;

import org.jspecify.annotations.NullMarked;
