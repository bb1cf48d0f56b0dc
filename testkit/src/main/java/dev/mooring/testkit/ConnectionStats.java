package dev.mooring.testkit;

/**
 * What has gone through one connection of a {@link FaultProxy} so far, in bytes.
 *
 * @param number the number of the connection, from 1 in the order of their acceptance
 * @param live whether the proxy still has a socket open for it
 * @param fromClient read from the client
 * @param toServer written to the server
 * @param fromServer read from the server
 * @param toClient written to the client
 */
public record ConnectionStats(
        int number, boolean live, long fromClient, long toServer, long fromServer, long toClient) {}
