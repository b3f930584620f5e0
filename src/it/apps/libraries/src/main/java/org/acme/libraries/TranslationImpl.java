package org.acme.libraries;

public class TranslationImpl implements Translation {

  @Override
  public String of(String text) {
    return text + " " + Text.value();
  }
}
