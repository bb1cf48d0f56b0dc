package dev.mooring.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs once for each server, or only on that of {@code -Dmooring.interop.server=}. */
@Tag("servers")
@EnabledIf("dev.mooring.interop.Host#isWanted")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnEveryServer {}
