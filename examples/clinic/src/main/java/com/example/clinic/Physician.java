package com.example.clinic;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.constraints.NotBlank;

@Entity
public class Physician {

  @Id @GeneratedValue private Long id;
  @NotBlank private String name;
  @NotBlank private String speciality;

  protected Physician() {}

  public Physician(String name, String speciality) {
    this.name = name;
    this.speciality = speciality;
  }

  public Long getId() {
    return id;
  }

  public String getName() {
    return name;
  }

  public String getSpeciality() {
    return speciality;
  }
}
