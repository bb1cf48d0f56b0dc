/** What an implementation of the container needs to know; not for applications. */
@NullMarked
package dev.mooring.websocket.spi;

import org.jspecify.annotations.NullMarked;
