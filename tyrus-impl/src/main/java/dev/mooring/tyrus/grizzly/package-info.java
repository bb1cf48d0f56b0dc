/** The transport on Grizzly, Tyrus's own network layer; one set of threads for all connections of a container. */
@NullMarked
package dev.mooring.tyrus.grizzly;

import org.jspecify.annotations.NullMarked;
