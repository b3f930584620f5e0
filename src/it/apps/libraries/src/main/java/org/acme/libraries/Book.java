package org.acme.libraries;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.validation.constraints.NotNull;

@Entity
public class Book {

  @Id public Long id;

  @NotNull(message = "{org.acme.title}")
  public String title;
}
