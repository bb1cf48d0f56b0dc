/**
 * A WebSocket server of {@code java.nio} alone, so that none of the measured libraries serves itself: cheap enough that
 * the client is what is measured. For loopback: it checks nothing that a well-behaved client gets right.
 */
@NullMarked
package dev.mooring.benchmarks.server;

import org.jspecify.annotations.NullMarked;
