package org.acme.libraries;

/** A mapper of MapStruct, with an implementation as it would be generated. */
public interface Translation {

  String of(String text);
}
