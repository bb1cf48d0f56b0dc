/** What many sessions cost, measured against the bare container in one run. */
@NullMarked
package dev.mooring.server.load;

import org.jspecify.annotations.NullMarked;
