package dev.mooring.server.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private final Topics topics = new Topics(Fabric.local());
    private final Guest guest = new Guest();

    @Test
    void whoHasLeftATopicLeavesNothingBehind() {
        assertThat(topics.join("home", guest)).isTrue();
        for (int i = 0; i < 100_000; i++) {
            assertThat(topics.join("room " + i, guest)).isTrue();
            assertThat(topics.leave("room " + i, guest)).isTrue();
        }
        assertThat(guest.endActions.size()).isEqualTo(1);
        assertThat(topics.names()).containsExactly("home");
        guest.endActions.end();
        assertThat(topics.names()).isEmpty();
    }

    @Test
    void whatOneListenerThrowsConcernsNeitherTheOthersNorTheSession() {
        List<String> heard = new ArrayList<>();
        topics.addListener(event -> {
            throw new IllegalStateException("told to");
        });
        topics.addListener(event -> {
            throw new AssertionError("told to");
        });
        topics.addListener(event -> heard.add(event.getClass().getSimpleName() + " " + event.topic()));
        assertThat(topics.join("a", guest)).isTrue();
        assertThat(topics.join("b", guest)).isTrue();
        assertThat(topics.leave("b", guest)).isTrue();
        guest.endActions.end();
        assertThat(topics.names()).isEmpty();
        assertThat(heard).containsExactly("Joined a", "Joined b", "Left b", "Left a");
    }

    @Test
    void whatABroadcastListenerThrowsConcernsNeitherTheOthersNorThePublisher() {
        List<String> heard = new ArrayList<>();
        topics.addBroadcastListener(broadcast -> {
            throw new IllegalStateException("told to");
        });
        topics.addBroadcastListener(broadcast -> {
            throw new AssertionError("told to");
        });
        topics.addBroadcastListener(broadcast -> heard.add(broadcast.topic()));
        topics.topic("a").publish("hello");
        assertThat(heard).containsExactly("a");
    }

    @Test
    void whatOneActionThrowsDoesNotStopTheOthers() {
        List<String> done = new ArrayList<>();
        Runnable failing = () -> {
            throw new AssertionError("told to");
        };
        guest.whenEnded(failing);
        guest.whenEnded(() -> done.add("a"));
        guest.endActions.end();
        guest.whenEnded(failing);
        assertThat(done).containsExactly("a");
    }

    @Test
    void whoJoinsAgainStillLeavesAtTheEnd() {
        assertThat(topics.join("a", guest)).isTrue();
        assertThat(topics.join("a", guest)).isFalse();
        assertThat(topics.leave("a", guest)).isTrue();
        assertThat(topics.leave("a", guest)).isFalse();
        assertThat(topics.join("a", guest)).isTrue();
        guest.endActions.end();
        assertThat(topics.names()).isEmpty();
        assertThat(topics.join("a", guest)).isTrue();
        assertThat(topics.names()).as("it has ended already").isEmpty();
    }
}
