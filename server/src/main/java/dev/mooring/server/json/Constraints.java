package dev.mooring.server.json;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jakarta Validation, where it is. Building a validator takes long: one is shared by all sessions of an endpoint. */
final class Constraints {

    private static final String KEY = "dev.mooring.server.constraints";
    private static final System.Logger LOG = System.getLogger(Constraints.class.getName());

    private final @Nullable Validator validator;

    private Constraints(@Nullable Validator validator) {
        this.validator = validator;
    }

    static Constraints shared(Map<String, Object> properties) {
        synchronized (properties) {
            return (Constraints) properties.computeIfAbsent(KEY, key -> new Constraints(find()));
        }
    }

    /** Which constraints the value violates, by path and message, or {@code null}; the value itself is not shown. */
    @Nullable String problem(Object value) {
        return validator == null ? null : Checked.problem(validator, value);
    }

    private static @Nullable Validator find() {
        try {
            return Checked.find();
        } catch (NoClassDefFoundError e) {
            return null; // the API is not there
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "no provider of Jakarta Validation", e);
            return null;
        }
    }

    /** Apart, so that the classes of Jakarta Validation are touched only here, and may be missing. */
    private static final class Checked {

        static Validator find() throws ValidationException {
            return Validation.buildDefaultValidatorFactory().getValidator();
        }

        static @Nullable String problem(Validator validator, Object value) {
            String violated = validator.validate(value).stream()
                    .map(Checked::text)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return violated.isEmpty() ? null : violated;
        }

        private static String text(ConstraintViolation<?> violation) {
            return violation.getPropertyPath() + " " + violation.getMessage();
        }
    }
}
