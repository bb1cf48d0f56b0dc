/** The server half of Mooring on any Jakarta WebSocket server: configurator, deployment, drain and health. */
@NullMarked
package dev.mooring.server;

import org.jspecify.annotations.NullMarked;
