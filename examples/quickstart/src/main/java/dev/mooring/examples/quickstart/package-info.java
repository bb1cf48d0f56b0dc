/** The shortest useful client: prices by JSON over a session that stays attached. */
@NullMarked
package dev.mooring.examples.quickstart;

import org.jspecify.annotations.NullMarked;
