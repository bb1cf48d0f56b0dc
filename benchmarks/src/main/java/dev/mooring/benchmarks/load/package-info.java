/** What the clients are made to do. */
@NullMarked
package dev.mooring.benchmarks.load;

import org.jspecify.annotations.NullMarked;
