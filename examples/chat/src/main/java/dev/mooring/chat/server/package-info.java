/** The server: a guarded endpoint on a standalone Tyrus. */
@NullMarked
package dev.mooring.chat.server;

import org.jspecify.annotations.NullMarked;
