package dev.mooring.benchmarks;

import dev.mooring.benchmarks.contender.Events;

/** Ignores all of it: who measures counts by other means, and at the end the connection closes. */
final class Ignored implements Events {

    @Override
    public void received(String text) {}

    @Override
    public void sent() {}

    @Override
    public void failed(Throwable failure) {}
}
