/** Both halves of the library together, through broken networks. */
@NullMarked
package dev.mooring.interop;

import org.jspecify.annotations.NullMarked;
