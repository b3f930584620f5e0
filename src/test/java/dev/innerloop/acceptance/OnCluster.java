package dev.innerloop.acceptance;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Needs a cluster: skipped, aloud, on a machine that cannot run one. With {@code CI=true} nothing
 * is skipped.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(OnCluster.Condition.class)
public @interface OnCluster {

  /** Whether it must be our own node, with its images and a port that can be cut. */
  boolean ours() default false;

  /** Looks whether there is one. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<OnCluster> wanted =
          AnnotationSupport.findAnnotation(context.getElement(), OnCluster.class);
      if (wanted.isEmpty()) {
        return enabled("needs no cluster");
      }
      Optional<String> missing = Node.whyMissing();
      if (missing.isEmpty() && wanted.get().ours() && Node.isForeign()) {
        missing = Optional.of("needs our own node, not that of dev.it.kubeconfig");
      }
      if (missing.isEmpty()) {
        return enabled("there is a cluster");
      }
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError("With CI=true no test is skipped, but " + missing.get());
      }
      System.out.println("SKIPPED: " + context.getDisplayName() + ": " + missing.get());
      return disabled(missing.get());
    }
  }
}
