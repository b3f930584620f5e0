package org.acme.libraries;

import jakarta.xml.bind.annotation.XmlRootElement;
import java.io.Serializable;

@XmlRootElement
public class Circle implements Shape, Serializable {

  private static final long serialVersionUID = 1;

  public String name = "circle";

  @Override
  public String text() {
    return name + " " + Text.value();
  }
}
