/** The Autobahn test suite against our clients. */
@NullMarked
package dev.mooring.tyrus.autobahn;

import org.jspecify.annotations.NullMarked;
