package dev.mooring.it;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class EchoIT {

    @ArquillianResource
    URL base;

    @Deployment(testable = false)
    static WebArchive app() {
        return Wars.app();
    }

    @Test
    void ourClientInTheServerTalksToOurEndpointInTheSameApplication() throws Exception {
        String echo = base.toString().replaceFirst("^http", "ws") + "echo";
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(base + "ask?text=hello&uri=" + echo))
                                .build(),
                        ofString());
        assertThat(answer.body()).isEqualTo("hello");
    }
}
