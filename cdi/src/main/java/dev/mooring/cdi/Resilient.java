package dev.mooring.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a client of the application. On a class with {@code @ClientEndpoint} it makes that class a bean, by default {@link
 * ApplicationScoped}, whose session is opened when the application starts and closed when it stops. Elsewhere it chooses
 * what belongs to the client of that name:
 *
 * <pre>{@code
 * @Resilient("prices")
 * @ClientEndpoint
 * public class Prices {
 *     @OnMessage
 *     void price(String price) {}
 * }
 *
 * @Inject @Resilient("prices") ResilientSession session;
 * @Inject @Resilient("prices") ResilientContainer container;
 * void retry(@Observes @Resilient("prices") RetryScheduled event) {}
 * }</pre>
 *
 * <p>Its options and its URI are configuration, under {@code mooring.prices.}; what is code comes from a {@link
 * ContainerCustomizer}.
 */
// A stereotype as well, for only a class with a bean defining annotation is discovered without a beans.xml.
@Qualifier @Stereotype
@ApplicationScoped
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Resilient {

    /**
     * The name: letters, digits, {@code -} and {@code _}. Not {@code default}, under which the container without a qualifier is
     * configured: an endpoint of that name is refused, and nothing can be injected by it.
     */
    String value();

    /** The annotation as a value, for {@code Instance.select}. */
    final class Literal extends AnnotationLiteral<Resilient> implements Resilient {

        private final String name;

        private Literal(String name) {
            this.name = name;
        }

        /** The annotation with this name. */
        public static Literal of(String name) {
            return new Literal(name);
        }

        @Override
        public String value() {
            return name;
        }
    }
}
