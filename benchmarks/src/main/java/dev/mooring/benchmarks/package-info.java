/** Measures Mooring against the bare transport and against its peers, in one run, on one neutral server. */
@NullMarked
package dev.mooring.benchmarks;

import org.jspecify.annotations.NullMarked;
