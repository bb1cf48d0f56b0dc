/** The session's life as a pure function: inputs in, the next state and effects out. No clock, thread, lock or I/O. */
@NullMarked
package dev.mooring.tyrus.lifecycle;

import org.jspecify.annotations.NullMarked;
