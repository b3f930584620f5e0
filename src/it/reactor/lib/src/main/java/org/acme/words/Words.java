package org.acme.words;

public class Words {

  public static String hello() {
    return "hello from the library";
  }
}
