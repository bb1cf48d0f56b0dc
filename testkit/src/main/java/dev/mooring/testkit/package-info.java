/** Faults on real sockets, time that only moves when told, and checks that nothing was left behind: for tests. */
@NullMarked
package dev.mooring.testkit;

import org.jspecify.annotations.NullMarked;
