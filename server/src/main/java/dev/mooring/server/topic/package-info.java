/** Topics: named groups of sessions, published to together. */
@NullMarked
package dev.mooring.server.topic;

import org.jspecify.annotations.NullMarked;
