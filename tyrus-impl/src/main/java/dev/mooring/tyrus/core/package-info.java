/**
 * What Tyrus does for us on whichever container: the upgrade, the Jakarta session, framing, control frames and close. A
 * transport brings sockets and hands their bytes to Tyrus's {@code ClientEngine}.
 */
@NullMarked
package dev.mooring.tyrus.core;

import org.jspecify.annotations.NullMarked;
