package dev.mooring.server.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MembersTest {

    private record Member(String getId) implements Subscriber {
        @Override
        public @Nullable Principal getUserPrincipal() {
            return null;
        }

        @Override
        public void deliver(Outbound message) {}

        @Override
        public void whenEnded(Runnable action) {}

        @Override
        public void forget(Runnable action) {}
    }

    private final Members members = new Members();

    @Test
    void theyKeepTheOrderInWhichTheyJoined() {
        for (int i = 0; i < 100; i++) {
            members.add(new Member("m" + i));
        }
        members.remove(new Member("m7"));
        members.add(new Member("m7"));
        List<String> order = members.snapshot().stream().map(Subscriber::getId).toList();
        assertThat(order).hasSize(100).startsWith("m0", "m1", "m2").endsWith("m99", "m7");
    }

    @Test
    void aSnapshotIsTheSameUntilSomebodyComesOrGoes() {
        members.add(new Member("a"));
        List<Subscriber> first = members.snapshot();
        assertThat(members.snapshot()).isSameAs(first);
        members.add(new Member("b"));
        assertThat(members.snapshot()).extracting(Subscriber::getId).containsExactly("a", "b");
        members.remove(new Member("a"));
        assertThat(members.snapshot()).extracting(Subscriber::getId).containsExactly("b");
        assertThat(first).extracting(Subscriber::getId).containsExactly("a");
    }
}
