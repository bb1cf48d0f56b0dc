package dev.mooring.testkit;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A fault that waits for its byte.
 *
 * @param at the count of delivered bytes at which it happens
 * @param fired shared by the two triggers of a fault that waits in both directions: one of them fires
 */
record Trigger(long at, Fault then, AtomicBoolean fired) {}
