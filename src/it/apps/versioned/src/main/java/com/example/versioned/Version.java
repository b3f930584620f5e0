package com.example.versioned;

/** What is edited. */
class Version {

  int number() {
    return 1 + dependencies();
  }

  /** A dependency more is a version more. */
  private static int dependencies() {
    try {
      Class.forName("org.jspecify.annotations.Nullable");
      return 1;
    } catch (ClassNotFoundException e) {
      return 0;
    }
  }
}
