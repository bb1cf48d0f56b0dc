package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an idle session costs beyond the container's own, object by object. */
@Tag("servers")
class IdleHeapTest {

    @Test
    void anIdleSessionCostsAtMostTwoKibibytesOfOurs() throws Exception {
        long ours = Long.parseLong(Fork.output(IdleHeap.class));
        System.out.println(TestServer.kind() + ": heap of ours per idle session: " + ours + " bytes");
        assertThat(ours).as("bytes of ours per idle session").isBetween(500L, 2048L);
    }
}
