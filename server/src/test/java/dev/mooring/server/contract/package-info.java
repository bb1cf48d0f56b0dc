/** One contract, run on each of the embedded servers by the build, with one server at a time on the class path. */
@NullMarked
package dev.mooring.server.contract;

import org.jspecify.annotations.NullMarked;
