/** What runs the tests of the server half's contract inside a server, in the application that they are about. */
@NullMarked
package dev.mooring.it.contract;

import org.jspecify.annotations.NullMarked;
