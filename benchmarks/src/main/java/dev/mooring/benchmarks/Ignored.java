package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Events;

/** Ignores messages, which are counted elsewhere, but not a failure. */
final class Ignored implements Events {

    @Override
    public void received(String text) {}

    @Override
    public void sent() {}

    @Override
    public void failed(Throwable failure) {
        throw new IllegalStateException("the connection broke", failure);
    }
}
