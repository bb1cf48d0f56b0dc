/** A WebSocket client for the shell that stays connected, a server to try it on, and a demonstration. */
@NullMarked
package dev.mooring.cli;

import org.jspecify.annotations.NullMarked;
