/** Mooring in CDI: clients that are beans, their sessions and events. */
@NullMarked
package dev.mooring.cdi;

import org.jspecify.annotations.NullMarked;
