package org.acme.libraries;

/** What all lookups lead to. */
public class Text {

  public static String value() {
    return "body 1";
  }
}
