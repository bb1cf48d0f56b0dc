/** A server to connect to: plain Tyrus, or guarded by the server half. */
@NullMarked
package dev.mooring.cli.serve;

import org.jspecify.annotations.NullMarked;
