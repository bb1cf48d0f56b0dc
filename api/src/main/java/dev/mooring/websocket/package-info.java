/** WebSocket sessions that stay attached: the contract of the client. */
@NullMarked
package dev.mooring.websocket;

import org.jspecify.annotations.NullMarked;
