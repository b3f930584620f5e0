package com.example.clinic;

import java.time.LocalDate;
import java.util.List;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional(readOnly = true)
class Calendar {

  private final Appointments appointments;
  private final Physicians physicians;

  Calendar(Appointments appointments, Physicians physicians) {
    this.appointments = appointments;
    this.physicians = physicians;
  }

  List<Appointment> on(LocalDate day) {
    return appointments.findByBeginsBetweenOrderByBegins(
        day.atStartOfDay(), day.plusDays(1).atStartOfDay());
  }

  @Cacheable("physicians")
  public List<Physician> physicians() {
    return physicians.findAll();
  }
}
