package dev.innerloop.request;

/** By which Secret nodes pull the app's image, where the project's own resources name none. */
public sealed interface PullSecretChoice {

  /** One of ours, if the nodes need a login and this machine has it. */
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
