/** A chat for the terminal: a server and a client that use both halves of Mooring. */
@NullMarked
package dev.mooring.chat;

import org.jspecify.annotations.NullMarked;
