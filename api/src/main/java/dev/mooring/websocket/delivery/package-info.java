/**
 * The protocol of resumable delivery, as both ends speak it: header, acknowledgement, counting. Specified in
 * {@code docs/delivery.md}. For the two halves of this library, not for applications.
 */
@NullMarked
package dev.mooring.websocket.delivery;

import org.jspecify.annotations.NullMarked;
