package dev.innerloop.request;

/** The Secret with which nodes pull the app's image, if the project's own resources name none. */
public sealed interface PullSecretChoice {

  /** One that is created if the registry requires authentication and credentials exist here. */
  record Auto() implements PullSecretChoice {}

  /** By none. */
  record None() implements PullSecretChoice {}

  /** By one that is in the namespace. */
  record Named(String secret) implements PullSecretChoice {}

  /** As users write it. */
  static PullSecretChoice parse(String text) {
    return switch (text) {
      case "auto" -> new Auto();
      case "none" -> new None();
      default -> new Named(text);
    };
  }
}
