package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrandTest {

    private final List<Object> taken = new ArrayList<>();

    private final Strand strand = new Strand(Runnable::run) {
        @Override
        void take(Object item) {
            taken.add(item);
            if (item.equals("bad")) {
                throw new AssertionError("thrown by a test");
            }
        }
    };

    @Test
    void anItemThatThrowsHoldsUpNoOther() {
        strand.give(new Object[] {"bad", "with it"}, 2);
        strand.give("later");
        assertThat(taken).containsExactly("bad", "with it", "later");
    }
}
