/** Makes a container visible: its log, its flight recorder events, its MXBean. */
@NullMarked
package dev.mooring.tyrus.monitor;

import org.jspecify.annotations.NullMarked;
