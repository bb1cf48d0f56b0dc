/** What a server endpoint allows: one immutable policy and its parts. */
@NullMarked
package dev.mooring.server.policy;

import org.jspecify.annotations.NullMarked;
