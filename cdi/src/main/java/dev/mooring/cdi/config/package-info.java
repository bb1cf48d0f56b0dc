/** Options from configuration. */
@NullMarked
package dev.mooring.cdi.config;

import org.jspecify.annotations.NullMarked;
