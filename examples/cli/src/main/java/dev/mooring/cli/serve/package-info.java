/** A plain Tyrus server to connect to. */
@NullMarked
package dev.mooring.cli.serve;

import org.jspecify.annotations.NullMarked;
