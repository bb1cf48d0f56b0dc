package dev.mooring.websocket;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of an endpoint class that is called when the circuit breaker of its host changes. At most one in a class; it may take the
 * {@link CircuitChanged} and the session, in any order.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnCircuitChange {}
