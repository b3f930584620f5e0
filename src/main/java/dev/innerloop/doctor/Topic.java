package dev.innerloop.doctor;

/** What a check is about. The words are stable: programs read them. */
public enum Topic {
  JDK("JDK"),
  MAVEN("Maven"),
  APP("app"),
  LOCAL_PORT("local port"),
  FILE_WATCH("file watch"),
  KUBECONFIG("kubeconfig"),
  CONTEXT("context"),
  API_SERVER("API server"),
  VERSION("version"),
  CLOCK("clock"),
  NAMESPACE("namespace"),
  RIGHTS("rights"),
  BASE_IMAGE("base image"),
  PLATFORM("platform"),
  REGISTRY("registry"),
  PULL("pull"),
  RESOURCES("resources"),
  PODS("pods"),
  QUOTA("quota"),
  SESSION("session");

  private final String word;

  Topic(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
