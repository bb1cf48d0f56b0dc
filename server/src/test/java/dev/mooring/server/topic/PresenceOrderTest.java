package dev.mooring.server.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to one member in one topic is told in the order in which it happened. */
@Timeout(60)
class PresenceOrderTest {

    private final Topics topics = new Topics(Fabric.local());
    private final Guest guest = new Guest();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Test
    void whoLeavesWhileItsJoiningIsToldIsToldToHaveJoinedFirst() throws Exception {
        CountDownLatch telling = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        topics.addListener(event -> {
            if (event instanceof Presence.Joined && telling.getCount() > 0) {
                telling.countDown();
                await(mayGoOn);
            }
        });
        topics.addListener(this::hear);
        CompletableFuture<Boolean> joining = CompletableFuture.supplyAsync(() -> topics.join("a", guest));
        await(telling);

        assertThat(topics.leave("a", guest)).as("nobody waits for a listener").isTrue();
        assertThat(topics.join("a", guest)).isTrue();
        assertThat(topics.join("b", guest)).isTrue();
        assertThat(heard).as("another topic has an order of its own").containsExactly("Joined b");
        mayGoOn.countDown();

        assertThat(joining.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly("Joined b", "Joined a", "Left a", "Joined a");
    }

    @Test
    void whoEndsWhileItsJoiningIsToldHasLeftAtOnceAndIsToldToHaveLeft() throws Exception {
        CountDownLatch telling = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        topics.addListener(event -> {
            telling.countDown();
            await(mayGoOn);
        });
        topics.addListener(this::hear);
        CompletableFuture<Boolean> joining = CompletableFuture.supplyAsync(() -> topics.join("a", guest));
        await(telling);

        guest.endActions.end();
        assertThat(topics.names()).isEmpty();
        mayGoOn.countDown();

        assertThat(joining.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).containsExactly("Joined a", "Left a");
    }

    @Test
    void aListenerMayItselfTakeOutWhoCameAndThrow() {
        topics.addListener(event -> {
            if (event instanceof Presence.Joined) {
                assertThat(topics.leave(event.topic(), event.member())).isTrue();
            }
            throw new IllegalStateException("told to");
        });
        topics.addListener(this::hear);
        for (int i = 0; i < 3; i++) {
            assertThat(topics.join("a", guest)).isTrue();
        }
        assertThat(heard).containsExactly("Joined a", "Left a", "Joined a", "Left a", "Joined a", "Left a");
        assertThat(guest.endActions.size()).as("what waits for its end").isZero();
    }

    @Test
    void aListenerMayItselfLetInWhoLeft() {
        topics.addListener(event -> {
            if (event instanceof Presence.Left && heard.size() < 3) {
                assertThat(topics.join(event.topic(), event.member())).isTrue();
            }
        });
        topics.addListener(this::hear);
        assertThat(topics.join("a", guest)).isTrue();
        assertThat(topics.leave("a", guest)).isTrue();
        assertThat(heard).containsExactly("Joined a", "Left a", "Joined a");
        assertThat(topics.leave("a", guest)).isTrue();
        assertThat(heard).endsWith("Joined a", "Left a");
    }

    @Test
    void whoHasEndedBeforeIsToldToHaveJoinedAndLeft() {
        topics.addListener(this::hear);
        guest.endActions.end();
        assertThat(topics.join("a", guest)).isTrue();
        assertThat(heard).containsExactly("Joined a", "Left a");
    }

    @Test
    void whatHasBeenToldIsForgotten() {
        PresenceTeller teller = new PresenceTeller();
        teller.addListener(this::hear);
        teller.add(new Presence.Joined("a", guest));
        teller.add(new Presence.Left("a", guest));
        assertThat(teller.size()).isEqualTo(1);
        teller.tell("a", guest);
        assertThat(heard).containsExactly("Joined a", "Left a");
        assertThat(teller.size()).isZero();
    }

    private void hear(Presence event) {
        heard.add(event.getClass().getSimpleName() + " " + event.topic());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
