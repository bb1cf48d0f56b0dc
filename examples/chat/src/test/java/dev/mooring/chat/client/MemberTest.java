package dev.mooring.chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class MemberTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Member member = new Member(new PrintStream(out, true, StandardCharsets.UTF_8));

    @Test
    void aFailureWithoutAMessageIsToldByItsType() {
        member.error(new TimeoutException());
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("- TimeoutException");
    }
}
