/** The servlet half: filter, initializer and health. */
@NullMarked
package dev.mooring.server.servlet;

import org.jspecify.annotations.NullMarked;
