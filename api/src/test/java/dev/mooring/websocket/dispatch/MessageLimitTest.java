package dev.mooring.websocket.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.MessageHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageLimitTest {

    private final List<Object> received = new ArrayList<>();
    private FakeSession owner;
    private MessageDispatcher dispatcher;

    @BeforeEach
    void limitOfFourBytes() throws DeploymentException {
        owner = new FakeSession();
        owner.maxText = 4;
        owner.maxBinary = 4;
        dispatcher = owner.dispatcher;
    }

    private void addWhole() {
        dispatcher.add(String.class, (MessageHandler.Whole<String>) received::add);
        dispatcher.add(byte[].class, (MessageHandler.Whole<byte[]>) m -> received.add(m.length));
    }

    @Test
    void messagesUpToTheLimitPass() {
        addWhole();
        dispatcher.text("abcd", true);
        dispatcher.text("éé", true);
        dispatcher.text("ab", false);
        dispatcher.text("cd", true);
        dispatcher.text("abcd", true);
        dispatcher.binary(ByteBuffer.allocate(4), true);
        dispatcher.binary(ByteBuffer.allocate(2), false);
        dispatcher.binary(ByteBuffer.allocate(2), true);
        assertThat(owner.violations).isEmpty();
        assertThat(received).containsExactly("abcd", "éé", "abcd", "abcd", 4, 4);
    }

    @Test
    void whatFollowsAMessageOverTheLimitIsToldFromItsRest() {
        addWhole();
        dispatcher.text("abc", false);
        dispatcher.text("de", false);
        assertThat(owner.violations).hasSize(1);
        assertThat(dispatcher.isDeaf())
                .as("the rest of the message is still to come")
                .isFalse();
        dispatcher.text("f", true);
        assertThat(dispatcher.isDeaf()).isTrue();
        dispatcher.connectionOpening();
        assertThat(dispatcher.isDeaf()).isFalse();
        dispatcher.binary(ByteBuffer.allocate(5), true);
        assertThat(dispatcher.isDeaf()).isTrue();
    }

    @Test
    void wholeTextOverTheLimitEndsTheConnectionWith1009() {
        addWhole();
        dispatcher.text("ééé", true);
        assertThat(received).isEmpty();
        assertThat(owner.violations).singleElement().satisfies(reason -> {
            assertThat(reason.getCloseCode()).isEqualTo(CloseCodes.TOO_BIG);
            assertThat(reason.getReasonPhrase()).isEqualTo("text message exceeds maxTextMessageBufferSize of 4 bytes");
        });
    }

    @Test
    void assembledTextOverTheLimitEndsTheConnectionAtThePartThatExceeds() {
        addWhole();
        dispatcher.text("abc", false);
        assertThat(owner.violations).isEmpty();
        dispatcher.text("de", false);
        assertThat(owner.violations).hasSize(1);
    }

    @Test
    void binaryOverTheLimitEndsTheConnection() {
        addWhole();
        dispatcher.binary(ByteBuffer.allocate(3), false);
        dispatcher.binary(ByteBuffer.allocate(3), true);
        assertThat(owner.violations)
                .singleElement()
                .satisfies(reason -> assertThat(reason.getReasonPhrase())
                        .isEqualTo("binary message exceeds maxBinaryMessageBufferSize of 4 bytes"));
    }

    @Test
    void afterAViolationNothingIsDeliveredUntilTheNextConnection() {
        addWhole();
        dispatcher.text("abcde", true);
        dispatcher.text("late", true);
        dispatcher.binary(ByteBuffer.allocate(1), true);
        assertThat(received).isEmpty();
        dispatcher.connectionOpening();
        dispatcher.connectionOpened();
        dispatcher.text("new", true);
        assertThat(received).containsExactly("new");
        assertThat(owner.violations).hasSize(1);
    }

    @Test
    void ownersLimitDoesNotBoundWhatPassesThroughInParts() {
        dispatcher.add(String.class, (String part, boolean last) -> received.add(part));
        dispatcher.text("abcdefgh", false);
        dispatcher.text("ijklmnop", true);
        dispatcher.text("abcdefgh", true);
        assertThat(received).hasSize(3);
        assertThat(owner.violations).isEmpty();
    }

    @Test
    void smallerLimitOfTheHandlerCounts() {
        dispatcher.add(String.class, new TwoBytes());
        dispatcher.text("ab", true);
        dispatcher.text("abc", true);
        assertThat(received).containsExactly("ab");
        assertThat(owner.violations)
                .singleElement()
                .satisfies(reason -> assertThat(reason.getReasonPhrase())
                        .isEqualTo("text message exceeds maxMessageSize of 2 bytes"));
    }

    @Test
    void zeroIsNoLimit() {
        owner.maxText = 0;
        addWhole();
        dispatcher.text("a".repeat(100_000), false);
        dispatcher.text("a".repeat(100_000), true);
        assertThat(received).hasSize(1);
    }

    private final class TwoBytes implements MessageHandler.Whole<String>, SizeLimited {
        @Override
        public void onMessage(String message) {
            received.add(message);
        }

        @Override
        public long maxMessageSize() {
            return 2;
        }
    }
}
