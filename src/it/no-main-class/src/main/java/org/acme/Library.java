package org.acme;

public class Library {

  public static String words() {
    return "no main method here";
  }
}
