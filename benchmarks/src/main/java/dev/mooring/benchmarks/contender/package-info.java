/** The clients that are measured, all behind one small interface. */
@NullMarked
package dev.mooring.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
