package com.example.clinic;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PastOrPresent;
import java.time.LocalDate;

@Entity
public class Patient {

  @Id @GeneratedValue private Long id;
  @NotBlank private String name;
  @PastOrPresent private LocalDate born;

  protected Patient() {}

  public Patient(String name, LocalDate born) {
    this.name = name;
    this.born = born;
  }

  public Long getId() {
    return id;
  }

  public String getName() {
    return name;
  }

  public LocalDate getBorn() {
    return born;
  }
}
