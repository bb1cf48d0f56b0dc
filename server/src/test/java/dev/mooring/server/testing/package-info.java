/** Embedded servers and a raw client for the tests of this module. */
@NullMarked
package dev.mooring.server.testing;

import org.jspecify.annotations.NullMarked;
