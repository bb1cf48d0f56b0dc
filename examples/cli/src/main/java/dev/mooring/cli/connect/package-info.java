/** The client: lines from standard input to a session, messages of the session to standard output. */
@NullMarked
package dev.mooring.cli.connect;

import org.jspecify.annotations.NullMarked;
