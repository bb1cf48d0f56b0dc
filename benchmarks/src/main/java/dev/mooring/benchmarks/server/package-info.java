/**
 * The servers that clients are measured against. The neutral one is of {@code java.nio} alone, so that none of the measured
 * libraries serves itself: cheap enough that the client is what is measured; it checks nothing that a well-behaved client gets
 * right. The guarded ones are Mooring's own half on Tyrus, Undertow, Jetty and Tomcat. All are for loopback.
 */
@NullMarked
package dev.mooring.benchmarks.server;

import org.jspecify.annotations.NullMarked;
