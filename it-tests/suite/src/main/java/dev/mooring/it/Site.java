package dev.mooring.it;

import static java.net.http.HttpResponse.BodyHandlers.ofString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A deployed application as it is reached from outside.
 *
 * @param port the server's
 * @param name its context root
 */
record Site(int port, String name) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** On the server that Arquillian has started. */
    static Site of(String name) {
        return new Site(Integer.getInteger("it.http.port"), name);
    }

    URI socket(String path) {
        return URI.create("ws://127.0.0.1:" + port + "/" + name + "/" + path);
    }

    /** The body of the answer, or its status if that is not 200. */
    String get(String pathAndQuery) {
        URI uri = URI.create("http://127.0.0.1:" + port + "/" + name + "/" + pathAndQuery);
        try {
            HttpResponse<String> answer = HTTP.send(HttpRequest.newBuilder(uri).build(), ofString());
            return answer.statusCode() == 200 ? answer.body() : "HTTP " + answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
