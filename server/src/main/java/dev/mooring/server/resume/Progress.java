package dev.mooring.server.resume;

/**
 * How far the messages to the client have come, in numbers of the session.
 *
 * @param kept the number that the last one has, or will have when none that waits expires
 * @param waiting whether one of them waits for its turn
 * @param written up to which one the connection has written them
 * @param acknowledged up to which one the client has handled them
 */
public record Progress(long kept, boolean waiting, long written, long acknowledged) {}
