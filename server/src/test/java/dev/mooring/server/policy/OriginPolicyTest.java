package dev.mooring.server.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be allowed at all; which headers then pass is the table of the contract. */
class OriginPolicyTest {

    @Test
    void nothingIsAllowedByDefault() {
        assertThat(OriginPolicy.deny().allows(List.of("https://app.example"))).isFalse();
        assertThat(OriginPolicy.deny().allows(List.of())).isFalse();
    }

    @Test
    void missingIsAllowedOnlyWhenToldSo() {
        OriginPolicy policy = OriginPolicy.deny().allow("https://app.example");
        assertThat(policy.allows(List.of())).isFalse();
        assertThat(policy.allowMissing().allows(List.of())).isTrue();
        assertThat(policy.allowMissing().allows(List.of(""))).isFalse();
        assertThat(policy.allowMissing().allows(List.of("https://evil.example")))
                .isFalse();
    }

    @Test
    void anyAllowsOneHeaderOfAnyValueButNeverTwo() {
        OriginPolicy any = OriginPolicy.deny().allowAny();
        assertThat(any.allows(List.of("null"))).isTrue();
        assertThat(any.allows(List.of("https://a.example", "https://a.example")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "",
                "app.example",
                "https://app.example/",
                "https://app.example/chat",
                "https://user@app.example",
                "https://*",
                "https://*.example",
                "https://*.*.app.example",
                "https://a*.app.example",
                "https://*app.example",
                "https://*.[::1]",
                "https://bücher.example",
                "https://app.example,https://b.example"
            })
    void whatIsNoOriginCannotBeAllowed(String origin) {
        assertThatThrownBy(() -> OriginPolicy.deny().allow(origin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed origin")
                .hasMessageEndingWith("but is " + origin);
    }
}
