/** Mooring's figures as Micrometer's meters: {@code MeterBinder}s for a client's container and for a server. */
@NullMarked
package dev.mooring.micrometer;

import org.jspecify.annotations.NullMarked;
