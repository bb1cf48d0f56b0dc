/**
 * The transport on Netty. One attempt or connection lives on one event loop; a container has few of these loops. Whole data
 * frames take a short way past Tyrus in both directions, everything else goes through Tyrus's engine, and both ways meet in
 * one order: inbound in {@code FrameReader}, outbound in {@code Outbound}.
 *
 * <p>What may be the application's code, listeners, completions and configurators, runs on the container's executor and never
 * on an event loop, unless that executor itself runs its tasks in place: {@code executor(Runnable::run)} is how an
 * application asks for that, and then it must not block. {@code Handover} takes it there, for all connections of a loop.
 *
 * <p>A line serves an {@code UpperLayer}: a connection of our sessions, or a request of Tyrus's own client, to which
 * {@code NettyClientContainer} offers the same.
 */
@NullMarked
package dev.mooring.tyrus.netty;

import org.jspecify.annotations.NullMarked;
