/** The client: one resilient session and a terminal. */
@NullMarked
package dev.mooring.chat.client;

import org.jspecify.annotations.NullMarked;
