package dev.mooring.websocket.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

    private static final String TOKEN = "t".repeat(43);
    private static final String RESUME = "1;id=abc;token=" + TOKEN + ";got=7;done=6";

    @Test
    void aRequestReadsAsItWasWritten() throws Exception {
        ResumeRequest request = new ResumeRequest("abc", TOKEN, 7, 6);
        assertThat(request.format()).isEqualTo(RESUME);
        assertThat(ResumeRequest.parse(RESUME)).isEqualTo(request);
        assertThat(ResumeRequest.parse("1")).isEqualTo(ResumeRequest.fresh());
        assertThat(ResumeRequest.fresh().format()).isEqualTo("1");
    }

    @Test
    void aResponseReadsAsItWasWritten() throws Exception {
        for (Reset reset : new Reset[] {null, Reset.EXPIRED}) {
            ResumeResponse response = new ResumeResponse(reset == null, "abc", TOKEN, Long.MAX_VALUE, 3, reset);
            assertThat(ResumeResponse.parse(response.format())).isEqualTo(response);
        }
    }

    @Test
    void orderSpacesAndUnknownFieldsMeanNothing() throws Exception {
        assertThat(ResumeRequest.parse(" 1 ; got=7;done=6; later=x=y\t; token=" + TOKEN + " ;id=abc"))
                .isEqualTo(new ResumeRequest("abc", TOKEN, 7, 6));
    }

    @Test
    void anotherVersionIsNotSpoken() throws Exception {
        assertThat(ResumeRequest.parse("2;whatever=1")).isNull();
        assertThat(ResumeResponse.parse("2")).isNull();
    }

    @Test
    void aReasonOfTheFutureIsUnknown() throws Exception {
        ResumeResponse response = ResumeResponse.parse("1;state=new;id=a;token=" + TOKEN + ";got=0;done=0;reset=moon");
        assertThat(response.reset()).isEqualTo(Reset.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "+1",
                "",
                "1.0",
                "0x1",
                " 1",
                "9223372036854775808",
                "99999999999999999999",
                "٣",
                "1e3",
            })
    void aCountThatIsNoneIsRefused(String count) {
        assertThatThrownBy(() -> ResumeRequest.parse("1;id=a;token=" + TOKEN + ";done=0;got=" + count + "\""))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> ResumeRequest.parse("1;id=a;token=" + TOKEN + ";got=5;done=" + count + ";x"))
                .isInstanceOf(ProtocolException.class);
        if (!count.isBlank() && !count.startsWith(" ")) {
            assertThatThrownBy(() -> ResumeRequest.parse("1;id=a;token=" + TOKEN + ";done=0;got=" + count))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("got");
        }
    }

    @Test
    void moreDoneThanGotIsRefused() {
        assertThatThrownBy(() -> ResumeRequest.parse("1;id=a;token=" + TOKEN + ";got=5;done=6"))
                .hasMessage("done must be at most got");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                ";",
                "1;",
                "1;id",
                "1;=a",
                "1;id=a",
                "1;token=a;got=1;done=1;id=a",
                "1;id=a b;token=TOKEN;got=1;done=1",
                "1;id=a;id=a;token=TOKEN;got=1;done=1",
                "1;id=;token=TOKEN;got=1;done=1",
                "12345678901",
            })
    void whatIsMalformedIsRefused(String header) {
        assertThatThrownBy(() -> ResumeRequest.parse(header.replace("TOKEN", TOKEN)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThatThrownBy(() -> ResumeRequest.parse("1;x=" + "y".repeat(600))).hasMessageContaining("512");
        assertThatThrownBy(() -> ResumeRequest.parse("1" + ";a=b".repeat(20))).hasMessageContaining("16");
        assertThatThrownBy(() -> ResumeRequest.parse(RESUME.replace("abc", "a".repeat(65))))
                .hasMessageContaining("64");
    }

    @Test
    void nothingThatIsPrintedShowsTheToken() {
        assertThat(new ResumeRequest("abc", TOKEN, 7, 6).toString()).doesNotContain(TOKEN);
        assertThat(new ResumeResponse(true, "abc", TOKEN, 7, 6, null).toString())
                .doesNotContain(TOKEN);
        assertThatThrownBy(() -> ResumeRequest.parse(RESUME + ";id=abc"))
                .hasMessageNotContaining(TOKEN)
                .hasMessageNotContaining("abc");
    }
}
