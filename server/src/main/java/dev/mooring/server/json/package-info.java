/** What stands between JSON text of strangers and the parsers that would build objects of it. */
@NullMarked
package dev.mooring.server.json;

import org.jspecify.annotations.NullMarked;
