/** What load balancers and people ask: is it up, is it draining, how much is going on. */
@NullMarked
package dev.mooring.server.health;

import org.jspecify.annotations.NullMarked;
