package dev.innerloop.testing.campaign;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A test that runs a {@link Campaign}. It takes as long as the cases that were asked for; each of
 * them has a limit of its own.
 */
@Test
@Timeout(value = 12, unit = TimeUnit.HOURS)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RandomizedTest {}
