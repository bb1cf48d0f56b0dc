package dev.mooring.tyrus.lifecycle;

import java.util.List;

/** A transition: the next state, and what is to be done, in order. */
public record Step(Lifecycle next, List<Effect> effects) {}
