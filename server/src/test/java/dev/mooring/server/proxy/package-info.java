/** The proxies of docs/operations.md, as that page configures them, in front of each server. */
@NullMarked
package dev.mooring.server.proxy;

import org.jspecify.annotations.NullMarked;
