/** The demonstration: one session lives through everything that can happen to its server. */
@NullMarked
package dev.mooring.cli.demo;

import org.jspecify.annotations.NullMarked;
