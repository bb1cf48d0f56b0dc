/** What every transport must do, tried on each; and what is Netty's own. */
@NullMarked
package dev.mooring.tyrus.netty;

import org.jspecify.annotations.NullMarked;
