package com.example.clinic;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.time.LocalDateTime;

@Entity
public class Appointment {

  @Id @GeneratedValue private Long id;
  @ManyToOne(optional = false) private Patient patient;
  @ManyToOne(optional = false) private Physician physician;
  private LocalDateTime begins;

  protected Appointment() {}

  public Appointment(Patient patient, Physician physician, LocalDateTime begins) {
    this.patient = patient;
    this.physician = physician;
    this.begins = begins;
  }

  public Long getId() {
    return id;
  }

  public Patient getPatient() {
    return patient;
  }

  public Physician getPhysician() {
    return physician;
  }

  public LocalDateTime getBegins() {
    return begins;
  }
}
