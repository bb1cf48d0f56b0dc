package dev.mooring.cli.demo;

import java.time.Duration;

/**
 * What came of one fault.
 *
 * @param fault what was done
 * @param detect from the fault until the session knew that its connection was gone
 * @param recover from when the server could be reached again until the session was open
 */
record Outcome(String fault, Duration detect, Duration recover) {}
