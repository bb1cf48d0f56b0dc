/** MicroProfile Health. */
@NullMarked
package dev.mooring.cdi.health;

import org.jspecify.annotations.NullMarked;
