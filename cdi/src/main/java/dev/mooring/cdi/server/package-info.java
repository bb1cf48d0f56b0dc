/** What a Jakarta EE server lends: executors, class loader, naming and request context. */
@NullMarked
package dev.mooring.cdi.server;

import org.jspecify.annotations.NullMarked;
