package dev.mooring.websocket.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class MessageAllocationTest {

    private static final int MESSAGES = 20_000;

    private long count;

    @Test
    void textToAHandlerAllocatesNothing() throws Exception {
        FakeSession session = new FakeSession();
        session.maxText = 1 << 16;
        session.dispatcher.add(String.class, (MessageHandler.Whole<String>) message -> count++);
        assertThat(bytesPerMessage(session)).isLessThan(1);
        assertThat(count).isPositive();
    }

    @ClientEndpoint
    class Counting {
        @OnMessage
        public void text(String message, Session session) {
            count++;
        }
    }

    @Test
    void textToAnAnnotatedMethodAllocatesNothing() throws Exception {
        FakeSession session = FakeSession.of(AnnotatedEndpoint.client(new Counting()));
        assertThat(bytesPerMessage(session)).isLessThan(1);
        assertThat(count).isPositive();
    }

    private static double bytesPerMessage(FakeSession session) {
        deliver(session); // method handles make their code in the first calls
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        deliver(session);
        return (double) (threads.getThreadAllocatedBytes(thread) - before) / MESSAGES;
    }

    private static void deliver(FakeSession session) {
        for (int i = 0; i < MESSAGES; i++) {
            session.dispatcher.text("{\"symbol\":\"EURUSD\",\"bid\":1.1}", true);
        }
    }
}
