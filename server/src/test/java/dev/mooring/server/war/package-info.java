/** A web application as it is deployed: nothing but class files, the jar and a descriptor. */
@NullMarked
package dev.mooring.server.war;

import org.jspecify.annotations.NullMarked;
