/** Mooring's client on Tyrus. */
@NullMarked
package dev.mooring.tyrus;

import org.jspecify.annotations.NullMarked;
